"""Each check finds its fault and leaves alone what only looks like it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from decimal import Decimal

import pytest
from plans_for_review import PlanBuilder

from plan_extract.analysis.checks import check_plans
from plan_extract.analysis.findings import Finding, load_checks

Say = Callable[[PlanBuilder], None]
STUNTED = "tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi"
SWIM = "tỷ lệ học sinh trung học cơ sở biết bơi"


def find(connection: sqlite3.Connection, plan: PlanBuilder, check: str) -> list[Finding]:
    plan.store(connection)
    return [finding for finding in check_plans(connection).findings if finding.check == check]


def over(plan: PlanBuilder) -> None:
    plan.target("Phấn đấu trên 100% trẻ em có thẻ bảo hiểm y tế", "trẻ em có thẻ bảo hiểm y tế", "100", comparator=">")


def over_in_the_text(plan: PlanBuilder) -> None:
    plan.say("Bảo đảm trên 100% trẻ em được tiêm chủng")


def part_over_whole(plan: PlanBuilder) -> None:
    plan.target("15/14 phường có điểm vui chơi", "phường có điểm vui chơi", "15", unit="ratio", per="14")


def persons_for_years(plan: PlanBuilder) -> None:
    plan.say("Tỷ lệ trẻ em từ 10 -15 người biết bơi đạt 80%")


def two_values(plan: PlanBuilder) -> None:
    plan.target(f"{SWIM} đạt 80%", SWIM, "80", indicator="1")
    plan.target(f"{SWIM} đạt 85%", SWIM, "85", indicator="2")


def appendix(plan: PlanBuilder) -> None:
    plan.target(f"{SWIM} đạt 80%", SWIM, "80", indicator="1")
    plan.target(f"{SWIM} | % | 85", SWIM, "85", section="appendix")


def sums(plan: PlanBuilder) -> None:
    for scope, value in (("Xã A", "10"), ("Xã B", "12"), (None, "25")):
        plan.target(f"{scope or 'Tổng cộng'} | {value}", "số lớp dạy bơi", value, unit="count", unit_text="lớp",
                    section="appendix", scope=scope, rule="target.table-cell")  # fmt: skip


def impossible(plan: PlanBuilder) -> None:
    plan.say("Báo cáo trước ngày 31/4/2022 về Phòng Nội vụ")


def impossible_in_words(plan: PlanBuilder) -> None:
    plan.say("Hoàn thành vào ngày 30 tháng 02 năm 2023")


def unknown_indicator(plan: PlanBuilder) -> None:
    plan.target(f"{SWIM} đạt 80%", SWIM, "80", indicator="1")
    plan.task("Phòng Y tế", "thực hiện chỉ tiêu 1, 25", indicators=("1", "25"))


def without_owner(plan: PlanBuilder) -> None:
    plan.target(f"{SWIM} đạt 80%", SWIM, "80", indicator="1")
    plan.target(f"{STUNTED} còn 20%", STUNTED, "20", indicator="2")
    plan.task("Phòng Y tế", "thực hiện chỉ tiêu 2", indicators=("2",))


def only_helped(plan: PlanBuilder) -> None:
    plan.target(f"{SWIM} đạt 80%", SWIM, "80", indicator="1")
    plan.target(f"{STUNTED} còn 20%", STUNTED, "20", indicator="2")
    plan.task("Phòng Y tế", "phối hợp thực hiện chỉ tiêu 1, 2", role="coordinate", indicators=("1", "2"))
    plan.task("Huyện đoàn", "thực hiện chỉ tiêu 2", role="implement", indicators=("2",))


def nobody_by_number(plan: PlanBuilder) -> None:
    plan.target(f"{SWIM} đạt 80%", SWIM, "80", indicator="1")


def not_recipient(plan: PlanBuilder) -> None:
    plan.task("Phòng Y tế", "tổ chức tiêm chủng")
    plan.recipients("Sở Y tế (b/c)", "UBND các xã, thị trấn", "Lưu: VT")


def too_early(plan: PlanBuilder) -> None:
    plan.deadline("Gửi báo cáo chậm nhất ngày 10/01/2022", "2022-01-10")


def two_dates(plan: PlanBuilder) -> None:
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.cite("78/KH-UBND", "2021-05-21", "cites")


def told_sum(plan: PlanBuilder) -> None:
    plan.say("Tổng số 120 mô hình an toàn, trong đó: 50 mô hình ngôi nhà an toàn, 60 mô hình trường học an toàn.")


def told_sum_of_money(plan: PlanBuilder) -> None:
    plan.say("Tổng kinh phí 1,5 tỷ đồng, gồm: ngân sách huyện 900 triệu đồng;\nngân sách xã 500 triệu đồng.")


def told_sum_in_a_list(plan: PlanBuilder) -> None:
    plan.text += "Mở 40 lớp dạy bơi, bao gồm:\n- Xã Ân Nghĩa: 12 lớp;\n- Xã Yên Nghiệp: 20 lớp.\nĐịnh kỳ báo cáo.\n"


def told_sum_too_short(plan: PlanBuilder) -> None:
    plan.say("Đào tạo 300 người, trong đó: năm 2023 là 100 người, năm 2024 là 150 người.")


def blank_share(plan: PlanBuilder) -> None:
    plan.say(f"{SWIM} đạt ....% vào năm 2025")


def blank_count(plan: PlanBuilder) -> None:
    plan.say("Mở …… lớp dạy bơi cho trẻ em")


def blank_day(plan: PlanBuilder) -> None:
    plan.say("Báo cáo trước ngày … tháng … năm 2025")


def blank_day_of_a_month(plan: PlanBuilder) -> None:
    plan.say("Hoàn thành trước ngày   /6/2025")


def blank_number_cited(plan: PlanBuilder) -> None:
    plan.say("Theo Kế hoạch số:    /KH-UBND của tỉnh")


def two_values_in_one_indicator(plan: PlanBuilder) -> None:
    plan.target(f"{SWIM} đạt 80%", SWIM, "80", indicator="1")
    plan.target(f"{SWIM} đạt 85%", SWIM, "85", within="1")


def appendix_in_other_words(plan: PlanBuilder) -> None:
    plan.target(f"{STUNTED} còn 20%", STUNTED, "20", direction="decrease", indicator="1")
    measure = "trẻ em dưới 5 tuổi bị suy dinh dưỡng thể thấp còi"
    plan.target(f"{measure} | % | 21", measure, "21", section="appendix", agency="Phòng Y tế")


def appendix_against_two_values(plan: PlanBuilder) -> None:
    two_values(plan)
    plan.target(f"{SWIM} | % | 87", SWIM, "87", section="appendix")


@pytest.mark.parametrize(
    ("say", "check", "words"),
    [
        (
            told_sum,
            "parts-do-not-add-up",
            "Tổng số 120 mô hình an toàn: các phần cộng lại được 110 mô hình, tổng ghi 120 mô hình",
        ),
        (told_sum_of_money, "parts-do-not-add-up", "được 1.400.000.000 đồng, tổng ghi 1.500.000.000 đồng"),
        (told_sum_in_a_list, "parts-do-not-add-up", "cộng lại được 32 lớp dạy bơi, tổng ghi 40 lớp dạy bơi"),
        (told_sum_too_short, "parts-fall-short", "cộng lại được 250 người, tổng ghi 300 người"),
        (blank_share, "blank-value", '"....%"'),
        (blank_count, "blank-value", '"Mở ……"'),
        (blank_day, "blank-in-text", '"ngày … tháng … năm 2025"'),
        (blank_day_of_a_month, "blank-in-text", '"ngày /6/2025"'),
        (blank_number_cited, "blank-in-text", '"số: /KH"'),
        (two_values_in_one_indicator, "two-values", "80% và 85%"),
        (appendix_in_other_words, "appendix-differs", "phần lời 20%, phụ lục 21%"),
        (appendix_against_two_values, "two-values", "80% và 85%"),
        (appendix_against_two_values, "appendix-differs", "phần lời 80%, phụ lục 87%"),
        (over, "over-hundred", "trên 100%"),
        (over_in_the_text, "over-hundred", "trên 100%"),
        (part_over_whole, "part-over-whole", "15/14"),
        (persons_for_years, "persons-for-years", "từ 10 -15 người"),
        (two_values, "two-values", "80% và 85%"),
        (appendix, "appendix-differs", "phần lời 80%, phụ lục 85%"),
        (sums, "parts-do-not-add-up", "cộng lại được 22, tổng ghi 25"),
        (impossible, "impossible-date", "31/4/2022"),
        (impossible_in_words, "impossible-date", "ngày 30 tháng 02 năm 2023"),
        (unknown_indicator, "unknown-indicator", "Phòng Y tế được giao chỉ tiêu 25"),
        (without_owner, "indicator-without-owner", "Chỉ tiêu 1 "),
        (only_helped, "indicator-without-lead", "Chỉ tiêu 1 chỉ có cơ quan phối hợp (Phòng Y tế)"),
        (nobody_by_number, "no-owners-by-number", "1 chỉ tiêu"),
        (not_recipient, "lead-not-recipient", "Phòng Y tế"),
        (too_early, "deadline-before-plan", "10/01/2022 trước ngày ban hành 15/03/2022"),
        (two_dates, "cited-with-two-dates", "12/05/2021 và 21/05/2021"),
    ],
)
def test_found_once(connection: sqlite3.Connection, say: Say, check: str, words: str) -> None:
    plan = PlanBuilder()
    say(plan)
    found = find(connection, plan, check)
    assert len(found) == 1
    assert words in found[0].message
    assert found[0].severity == load_checks()[check].severity


def test_each_check_of_the_register_is_known_to_the_code_and_worded_in_both_languages() -> None:
    for check in load_checks().values():
        assert check.name and check.name_en and check.message and check.message_en
        assert check.message != check.message_en


def more_than_planned(plan: PlanBuilder) -> None:
    plan.target("Thu ngân sách đạt 105% dự toán", "thu ngân sách so với dự toán", "105")
    plan.say("Đạt trên 100% kế hoạch vốn được giao")


def twice_in_one_sentence(plan: PlanBuilder) -> None:
    sentence = f"{SWIM} đạt 95% trước ngày 30/11 và 100% cuối năm"
    plan.target(sentence, SWIM, "95", indicator="1")
    plan.facts["targets"].append(plan.facts["targets"][0].model_copy(update={"value": Decimal(100)}))


def group_of_persons(plan: PlanBuilder) -> None:
    plan.say("Mỗi lớp từ 10 - 15 người; trẻ em từ 10 - 15 tuổi học bơi")


def real_days(plan: PlanBuilder) -> None:
    plan.say("Trước ngày 30/4/2022 và ngày 29/02/2024; 24/24 xã; tỷ lệ 45/50; Nghị định số 56/2017/NĐ-CP")


def whole_group_receives(plan: PlanBuilder) -> None:
    plan.task("Phòng Y tế", "tổ chức tiêm chủng")
    plan.recipients("Các phòng, ban, ngành", "Lưu: VT")


def right_sum(plan: PlanBuilder) -> None:
    for scope, value in (("Xã A", "10"), ("Xã B", "12"), (None, "22")):
        plan.target(f"{scope or 'Tổng cộng'} | {value}", "số lớp dạy bơi", value, unit="count", unit_text="lớp",
                    section="appendix", scope=scope, rule="target.table-cell")  # fmt: skip


def told_sums_that_fit(plan: PlanBuilder) -> None:
    plan.say(
        "Tổng kinh phí 1,5 tỷ đồng (năm trước 1,2 tỷ đồng), trong đó: huyện 900 triệu đồng; xã khoảng 600 triệu đồng."
    )
    plan.say("850 trẻ em được học bơi, trong đó có 300 trẻ em nữ, 200 trẻ em dân tộc thiểu số.")
    plan.say("Mở 12 lớp (gồm 03 buổi lý thuyết và 05 buổi thực hành).")
    plan.say("Tổ công tác 12 người (gồm 01 tổ trưởng, 02 tổ phó và 09 thành viên).")
    plan.say("Đến năm 2025 có 300 người, trong đó: năm 2023: 100 người; năm 2024: 200 người; năm 2025: 300 người.")
    plan.text += "Mở 40 lớp, gồm:\n- Xã A: 12 lớp;\n- Xã B: 28 lớp.\nII. KHÁC\n- Hội nghị: 5 lớp\n"
    plan.text += "Mở 40 lớp, gồm:\na) Huyện: 20 lớp\n- Trẻ em: 12 lớp\n- Người lớn: 8 lớp\nb) Xã: 20 lớp\nHết.\n"


def words_that_only_look_blank(plan: PlanBuilder) -> None:
    plan.say(
        "Tuyên truyền trên báo, mạng xã hội (Zalo, Facebook...); ghi rõ ngày tháng năm sinh, địa chỉ... của trẻ em"
    )
    plan.say("Theo Nghị định số 12/2021/NĐ-CP ngày 05/3/2021 và Kế hoạch số 5 /KH-UBND ngày 06 tháng 4 năm 2021")


def form_to_fill_in(plan: PlanBuilder) -> None:
    plan.text += "Mẫu số 01\nSố: ..../BC-UBND, ngày … tháng … năm …\nTỷ lệ trẻ em biết bơi đạt ....%\n"


def fractions(plan: PlanBuilder) -> None:
    plan.target("báo cáo từ 01/01 đến 31/12 hằng năm", "báo cáo hằng năm", "31", unit="ratio", per="12")
    plan.say("Nâng số xã có điểm vui chơi từ 12/24 xã lên 24/24 xã, từ 20/45 thôn, đến 45/45 thôn")


def growth_without_its_object(plan: PlanBuilder) -> None:
    for name, value in (("Chè xuất khẩu", "5"), ("Quả xuất khẩu", "10")):
        plan.target(f"{name}: tốc độ tăng bình quân {value}%", "tốc độ tăng bình quân", value)


def tables_of_two_things(plan: PlanBuilder) -> None:
    for values in (("10", "12"), ("20", "24")):
        for year, value in zip((2024, 2025), values, strict=True):
            plan.target(f"Tổng thu trên địa bàn | {' | '.join(values)}", "tổng thu trên địa bàn", value, unit="money",
                        unit_text="tỷ đồng", year=year, section="appendix", rule="target.table-cell")  # fmt: skip


def two_documents_of_one_number(plan: PlanBuilder) -> None:
    plan.cite("52/NQ-HĐND", "2020-12-10", "basis", "Nghị quyết", issuer="HĐND tỉnh")
    plan.cite("52/NQ-HĐND", "2020-07-20", "basis", "Nghị quyết", issuer="HĐND huyện")
    plan.cite("9/KH-UBND", "2020-12-10", "cites")
    plan.cite("9/KH-UBND", "2021-03-05", "cites")


def figure_within_a_range(plan: PlanBuilder) -> None:
    plan.target(f"{SWIM} từ 41% đến 43%", SWIM, "41", value_high="43", comparator="range")
    plan.target(f"{SWIM} | % | 42", SWIM, "42", section="appendix")


def led_by_persons(plan: PlanBuilder) -> None:
    for agency in ("Đồng chí Phó Chủ tịch phụ trách", "Các đơn vị liên quan", "Văn phòng UBND huyện"):
        plan.task(agency, "tổ chức họp giao ban")
    plan.recipients("UBND các xã", "Lưu: VT")


def named_by_initials(plan: PlanBuilder) -> None:
    plan.task("Phòng Lao động - Thương binh và Xã hội", "tổ chức tiêm chủng")
    plan.task("Phòng Nông nghiệp và Môi trường", "tổ chức tiêm chủng")
    for agency in ("Công an huyện", "Liên minh Hợp tác xã huyện"):
        plan.task(agency, "tổ chức tuyên truyền")
    plan.recipients("Phòng: LĐ-TB&XH, NN&MT", "CA huyện", "Liên minh HTX huyện", "Lưu: VT")


def to_whom_the_plan_names(plan: PlanBuilder) -> None:
    plan.task("Phòng Y tế", "tổ chức tiêm chủng")
    plan.recipients("Các đơn vị có tên trong Kế hoạch", "Lưu: VT")


@pytest.mark.parametrize(
    "say",
    [
        more_than_planned, twice_in_one_sentence, group_of_persons, real_days, whole_group_receives, right_sum,
        told_sums_that_fit, words_that_only_look_blank, form_to_fill_in, fractions, growth_without_its_object,
        tables_of_two_things, two_documents_of_one_number, figure_within_a_range, led_by_persons, named_by_initials, to_whom_the_plan_names,
    ],
)  # fmt: skip
def test_what_only_looks_wrong_is_left_alone(connection: sqlite3.Connection, say: Say) -> None:
    plan = PlanBuilder()
    say(plan)
    plan.store(connection)
    found = {finding.check for finding in check_plans(connection).findings}
    assert found <= {"no-owners-by-number"}


def test_blank_number_and_date(connection: sqlite3.Connection) -> None:
    PlanBuilder(number=None, issued_date="2022-03").store(connection)
    assert {finding.check for finding in check_plans(connection).findings} == {"blank-number", "blank-date"}


def test_what_is_found_in_the_text_has_the_page_of_the_facts_around_it(connection: sqlite3.Connection) -> None:
    plan = PlanBuilder()
    for page in (1, 2, 2):
        plan.say(f"Đạt …{'.' * page}% trẻ em biết bơi")
        plan.target(f"{STUNTED} còn {page}%", STUNTED, "20", page=page)
    plan.say("Đạt ......% trẻ em biết bơi")
    plan.store(connection)
    found = [finding.page for finding in check_plans(connection).findings if finding.check == "blank-value"]
    assert found == [1, None, 2, None]


def test_blanks_of_the_head_stand_with_their_line(connection: sqlite3.Connection) -> None:
    plan = PlanBuilder(number=None, issued_date="2022-03")
    plan.text = "ỦY BAN NHÂN DÂN\nSố:     /KH-UBND\nLạc Sơn, ngày     tháng 3 năm 2022\n" + plan.text
    plan.store(connection)
    found = {finding.check: finding.quote for finding in check_plans(connection).findings}
    assert found == {"blank-number": "Số: /KH-UBND", "blank-date": "Lạc Sơn, ngày tháng 3 năm 2022"}


def test_no_weaker_than_the_plan_above_is_no_finding_whatever_the_country_says(connection: sqlite3.Connection) -> None:
    above = PlanBuilder(number="78", level="province", district=None, issuer="UBND tỉnh Hòa Bình",
                        issued_date="2021-05-12")  # fmt: skip
    above.target(f"Giảm {STUNTED} còn 19,5%", STUNTED, "19.5", direction="decrease")
    above.store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.target(f"{STUNTED} còn 19,5%", STUNTED, "19.5")
    document = plan.store(connection)
    found = [(item.check, item.document_id == document) for item in check_plans(connection).findings]
    assert found == [("weaker-than-superior", False)]


def test_figures_in_words_of_both_languages(connection: sqlite3.Connection) -> None:
    above = PlanBuilder(number="78", level="province", district=None, issuer="UBND tỉnh Hòa Bình",
                        issued_date="2021-05-12")  # fmt: skip
    measure = "tỷ suất trẻ em bị ngã cao"
    above.target("còn 1,5/804 trẻ em", measure, "1.5", unit="ratio", per="804", unit_text="trẻ em", comparator="<=")
    above.store(connection)
    plan = PlanBuilder(period_end=2027)
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.target("còn 5/804 trẻ em", measure, "5", unit="ratio", per="804", unit_text="trẻ em", direction="decrease",
                year=2027)  # fmt: skip
    (found,) = find(connection, plan, "weaker-than-superior")
    assert found.message.endswith(
        "năm 2027: 5/804 trẻ em, trong khi 78/KH-UBND, UBND tỉnh Hòa Bình đặt ≤ 1,5/804 trẻ em (2025)"
    )
    assert found.message_en.endswith(
        "in 2027: 5/804 trẻ em, while 78/KH-UBND, UBND tỉnh Hòa Bình sets ≤ 1.5/804 trẻ em (2025)"
    )


def test_weaker_than_the_superior(connection: sqlite3.Connection) -> None:
    above = PlanBuilder(number="78", level="province", district=None, issuer="UBND tỉnh Hòa Bình",
                        issued_date="2021-05-12")  # fmt: skip
    above.target(f"Giảm {STUNTED} còn 19,5%", STUNTED, "19.5", indicator="1", direction="decrease")
    above.store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.target(f"{STUNTED} còn 21%", STUNTED, "21", indicator="1")
    found = [finding for finding in find(connection, plan, "weaker-than-superior") if finding.other_plan]
    assert len(found) == 1
    assert "21%, trong khi 78/KH-UBND, UBND tỉnh Hòa Bình đặt 19,5%" in found[0].message
    assert found[0].other_quote == f"Giảm {STUNTED} còn 19,5%"


def test_a_date_unlike_that_of_other_plans(connection: sqlite3.Connection) -> None:
    for district in ("Tân Lạc", "Kim Bôi"):
        other = PlanBuilder(district=district, number=district)
        other.cite("78/KH-UBND", "2021-05-12")
        other.store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-21")
    assert len(find(connection, plan, "cited-with-other-date")) == 1
