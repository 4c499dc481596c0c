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


@pytest.mark.parametrize(
    ("say", "check", "words"),
    [
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


@pytest.mark.parametrize(
    "say", [more_than_planned, twice_in_one_sentence, group_of_persons, real_days, whole_group_receives, right_sum]
)
def test_what_only_looks_wrong_is_left_alone(connection: sqlite3.Connection, say: Say) -> None:
    plan = PlanBuilder()
    say(plan)
    plan.store(connection)
    found = {finding.check for finding in check_plans(connection).findings}
    assert found <= {"no-owners-by-number"}


def test_blank_number_and_date(connection: sqlite3.Connection) -> None:
    PlanBuilder(number=None, issued_date="2022-03").store(connection)
    assert {finding.check for finding in check_plans(connection).findings} == {"blank-number", "blank-date"}


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
