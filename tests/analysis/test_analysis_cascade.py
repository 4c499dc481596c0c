"""A plan beside those it carries out."""

from __future__ import annotations

import sqlite3

import pytest
from plans_for_review import PlanBuilder

from plan_extract.analysis.cascade import make_cascade
from plan_extract.analysis.superiors import find_inferiors, find_superiors
from plan_extract.model.errors import UsageError

STUNTED = "tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi"
SWIM = "tỷ lệ học sinh trung học cơ sở biết bơi"
CLASSES = "số lớp dạy bơi cho trẻ em miền núi"


def province(**fields: object) -> PlanBuilder:
    given = {"number": "78", "level": "province", "district": None, "issuer": "UBND tỉnh Hòa Bình",
             "issued_date": "2021-05-12", "period_start": 2021, "period_end": 2030, **fields}  # fmt: skip
    return PlanBuilder(**given)


def statuses(connection: sqlite3.Connection, document: str) -> dict[tuple[str, int | None], str]:
    return {(row.measure, row.year): row.steps[0].status for row in make_cascade(connection, document).rows}


def test_statuses(connection: sqlite3.Connection) -> None:
    above = province()
    above.target(f"Giảm {STUNTED} còn 19,5%", STUNTED, "19.5", direction="decrease")
    above.target("17% vào năm 2030", STUNTED, "17", direction="decrease", year=2030)
    above.target(f"Trên 80% {SWIM}", SWIM, "80", comparator=">=")
    above.target(f"Mở 90 {CLASSES}", CLASSES, "90", unit="count", unit_text="lớp")
    above.target("100% xã có cán bộ trẻ em", "xã có cán bộ trẻ em", "100")
    above.target("Không tảo hôn", "số cuộc tảo hôn ở trẻ em", "0", unit="count", unit_text="cuộc", kind="zero")
    above.store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.target(f"{STUNTED} còn 22% năm 2023", STUNTED, "22", year=2023)
    plan.target(f"{STUNTED} còn 21%", STUNTED, "21", direction="decrease")
    plan.target(f"{SWIM} đạt 85%", SWIM, "85")
    plan.target(f"Mở 9 {CLASSES}", CLASSES, "9", unit="count", unit_text="lớp")
    plan.target("100% xã có cán bộ trẻ em", "xã có cán bộ trẻ em", "100")
    plan.target("90% trường có cây xanh", "trường học có cây xanh bóng mát", "90")
    assert statuses(connection, plan.store(connection)) == {
        (STUNTED, 2023): "interim",
        (STUNTED, 2025): "weaker",
        (SWIM, 2025): "stricter",
        (CLASSES, 2025): "portion",
        ("xã có cán bộ trẻ em", 2025): "copied",
        ("trường học có cây xanh bóng mát", 2025): "new",
        ("số cuộc tảo hôn ở trẻ em", 2025): "missing",
    }


def test_equal_in_words_of_its_own_and_later(connection: sqlite3.Connection) -> None:
    above = province()
    above.target(f"{SWIM} đạt ít nhất 80% vào cuối giai đoạn", SWIM, "80", comparator=">=")
    above.target("100% xã có cán bộ trẻ em", "xã có cán bộ trẻ em", "100")
    above.store(connection)
    plan = PlanBuilder(period_end=2027)
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.target(f"Phấn đấu nâng {SWIM} lên 80%", SWIM, "80")
    plan.target("100% các xã bố trí cán bộ trẻ em vào năm 2027", "xã có cán bộ trẻ em", "100", year=2027)
    found = statuses(connection, plan.store(connection))
    assert found == {(SWIM, 2025): "equal", ("xã có cán bộ trẻ em", 2027): "later"}


def test_what_an_appendix_gives_to_the_place_counts(connection: sqlite3.Connection) -> None:
    above = province()
    above.target(f"{SWIM} đạt 80%", SWIM, "80", comparator=">=")
    above.target("Huyện Lạc Sơn | 60", SWIM, "60", section="appendix", scope="Huyện Lạc Sơn", comparator=">=")
    upper = above.store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.target(f"{SWIM} đạt 62%", SWIM, "62")
    lower = plan.store(connection)
    assert statuses(connection, lower) == {(SWIM, 2025): "stricter"}
    down = make_cascade(connection, upper, down=True)
    assert [(row.measure, row.steps[0].status) for row in down.rows] == [(SWIM, "stricter")]


def test_superiors_by_citation_up_to_the_top(connection: sqlite3.Connection) -> None:
    top = province().store(connection)
    district = PlanBuilder()
    district.cite("78/KH-UBND", "2021-05-12")
    middle = district.store(connection)
    commune = PlanBuilder(number="9", level="commune", commune="Ngọc Lâu", issued_date="2022-05-01")
    commune.cite("52/KH-UBND", "2022-03-15")
    lowest = commune.store(connection)
    found = find_superiors(connection, lowest)
    assert [(plan.document_id, plan.resolved_by, plan.depth) for plan in found] == [
        (middle, "citation", 1),
        (top, "citation", 2),
    ]
    assert [plan.document_id for plan in find_inferiors(connection, middle)] == [lowest]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, True),
        ({"title": "Phòng cháy rừng"}, False),
        ({"province": "Gia Lai"}, False),
        ({"period_end": 2021}, False),
    ],
)
def test_superior_by_place_and_field(connection: sqlite3.Connection, fields: dict[str, object], found: bool) -> None:
    province(**fields).store(connection)
    plans = find_superiors(connection, PlanBuilder().store(connection))
    assert [plan.resolved_by for plan in plans] == (["place"] if found else [])


def test_the_same_number_of_another_province_is_another_plan(connection: sqlite3.Connection) -> None:
    province(province="Gia Lai", issuer="UBND tỉnh Gia Lai").store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    assert find_superiors(connection, plan.store(connection)) == ()


def test_unknown_plan(connection: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="no plan"):
        make_cascade(connection, "1/KH-XX")


def test_national_value(connection: sqlite3.Connection) -> None:
    plan = PlanBuilder()
    plan.target(f"Giảm {STUNTED} còn 19,5%", STUNTED, "19.5", direction="decrease")
    document = plan.store(connection)
    row = make_cascade(connection, document).rows[0]
    linked = connection.execute("SELECT canonical_indicator_id FROM target").fetchone()[0]
    assert linked is not None
    assert row.national is not None
    assert (row.national.value.year, row.national.status, row.national.source) == (
        2025,
        "weaker",
        "Quyết định 23/QĐ-TTg",
    )


def test_plans_cited_that_are_not_there(connection: sqlite3.Connection) -> None:
    """Plans and decisions that approve one, each once; neither laws and the like nor what the database has."""
    upper = province().store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.cite("78/KH-UBND", "2020-05-12", issuer="UBND tỉnh Hòa Bình")
    plan.cite("9-CTr/TU", None, "basis", "Chương trình hành động")
    plan.cite("41/QĐ-TTg", "2021-03-02", "basis", "Quyết định", " của Thủ tướng\nphê duyệt “Chiến lược quốc gia”")
    plan.cite("42/QĐ-TTg", "2021-03-03", "basis", "Quyết định", " về chuẩn nghèo; Kế hoạch số 1 phê duyệt Đề án")
    plan.cite("43/QĐ-UBND", "2021-03-04", "basis", "Quyết định", " phân bổ vốn của Chương trình mục tiêu")
    plan.cite("7/2021/NĐ-CP", "2021-01-27", "basis", "Nghị định", " ban hành Chương trình")
    plan.cite("9-CTr/TU", None, "implements", "Chương trình hành động")
    plan.cite("50/KH-UBND", "2021-01-01", "cites")
    lower = plan.store(connection)
    absent = make_cascade(connection, lower).absent
    assert [(item.type, item.number, item.date, item.issuer) for item in absent] == [
        ("Kế hoạch", "78/KH-UBND", "2020-05-12", "UBND tỉnh Hòa Bình"),
        ("Chương trình hành động", "9-CTr/TU", None, None),
        ("Quyết định", "41/QĐ-TTg", "2021-03-02", None),
    ]
    assert make_cascade(connection, upper, down=True).absent == ()


def test_a_plan_that_comes_is_no_longer_absent(connection: sqlite3.Connection) -> None:
    plan = PlanBuilder()
    plan.cite("078/KH-UBND", "2021-05-12")
    lower = plan.store(connection)
    assert [item.number for item in make_cascade(connection, lower).absent] == ["078/KH-UBND"]
    province().store(connection)
    assert make_cascade(connection, lower).absent == ()


def reach(connection: sqlite3.Connection, above: dict[int, str], own: dict[int, str]) -> list[tuple[int, str, int]]:
    """The years of a plan with the status and the year of the superior that it is measured by."""
    upper = province()
    for year, value in above.items():
        upper.target(f"{SWIM} đạt {value}% năm {year}", SWIM, value, year=year, comparator=">=")
    upper.store(connection)
    plan = PlanBuilder(period_end=2030)
    plan.cite("78/KH-UBND", "2021-05-12")
    for year, value in own.items():
        plan.target(f"nâng {SWIM} lên {value}% vào {year}", SWIM, value, year=year)
    rows = make_cascade(connection, plan.store(connection)).rows
    return [(row.year, row.steps[0].status, row.steps[0].target.year) for row in rows if row.own]  # type: ignore[misc,union-attr]


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ({2027: "80"}, [(2027, "later", 2025)]),
        ({2027: "78"}, [(2027, "weaker", 2025)]),
        ({2027: "85"}, [(2027, "interim", 2030)]),
        ({2027: "90"}, [(2027, "equal", 2030)]),
        ({2025: "80", 2027: "80"}, [(2025, "equal", 2025), (2027, "interim", 2030)]),
        ({2024: "70", 2027: "80"}, [(2024, "interim", 2025), (2027, "later", 2025)]),
        ({2030: "85"}, [(2030, "weaker", 2030)]),
    ],
)
def test_between_two_years_of_the_superior(
    connection: sqlite3.Connection, own: dict[int, str], found: list[tuple[int, str, int]]
) -> None:
    assert reach(connection, {2025: "80", 2030: "90"}, own) == found


def test_what_is_kept_up_behind_the_last_year_is_not_later(connection: sqlite3.Connection) -> None:
    assert reach(connection, {2025: "80"}, {2025: "80", 2026: "80"}) == [(2025, "equal", 2025), (2026, "equal", 2025)]


def test_a_change_of_every_year_is_never_late(connection: sqlite3.Connection) -> None:
    yearly = {"quantity": "change", "frequency": "annual", "direction": "decrease"}
    above = province()
    above.target("Giảm 2%/năm", "tỷ lệ trẻ em bỏ học", "2", **yearly)
    above.store(connection)
    plan = PlanBuilder(period_end=2027)
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.target("Mỗi năm giảm 2% trẻ em bỏ học", "tỷ lệ trẻ em bỏ học", "2", year=2027, **yearly)
    assert statuses(connection, plan.store(connection)) == {("tỷ lệ trẻ em bỏ học", 2027): "equal"}


def test_later_than_the_country(connection: sqlite3.Connection) -> None:
    plan = PlanBuilder(period_end=2027)
    plan.target(f"Giảm {STUNTED} còn 17% năm 2027", STUNTED, "17", direction="decrease", year=2027)
    row = make_cascade(connection, plan.store(connection)).rows[0]
    assert row.national is not None
    assert (row.national.value.year, row.national.status) == (2025, "later")


def test_a_bare_figure_is_weaker_than_a_strict_bound(connection: sqlite3.Connection) -> None:
    above = province()
    above.target(f"{SWIM} đạt trên 95%", SWIM, "95", comparator=">")
    above.store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.target(f"{SWIM} đạt 95%", SWIM, "95")
    assert statuses(connection, plan.store(connection)) == {(SWIM, 2025): "weaker"}


def test_text_carried_down_without_a_value(connection: sqlite3.Connection) -> None:
    above = province()
    above.target(f"{SWIM} đạt 80%", SWIM, "80", indicator="1")
    above.target(f"{STUNTED} còn 20%", STUNTED, "20", direction="decrease", indicator="2")
    above.target("100% xã có cán bộ trẻ em", "xã có cán bộ trẻ em", "100", indicator="3")
    upper = above.store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.indicator("5", f"Nâng cao {SWIM}; tuyên truyền về kỹ năng phòng, chống đuối nước.")
    plan.qualitative(f"Giảm {STUNTED}", STUNTED)
    lower = plan.store(connection)
    up = make_cascade(connection, lower).rows
    assert [(row.measure, row.own and row.own.quote, row.steps[0].status) for row in up] == [
        (SWIM, f"Nâng cao {SWIM}", "unvalued"),
        (STUNTED, f"Giảm {STUNTED}", "unvalued"),
        ("xã có cán bộ trẻ em", None, "missing"),
    ]
    down = make_cascade(connection, upper, down=True).rows
    assert [row.steps[0].status for row in down] == ["unvalued", "unvalued", "missing"]


def test_units_below_without_a_plan(connection: sqlite3.Connection) -> None:
    """Districts of the province on the day of its plan; a plan of a commune is none of its district."""
    upper = province().store(connection)
    district = PlanBuilder()
    district.cite("78/KH-UBND", "2021-05-12")
    middle = district.store(connection)
    commune = PlanBuilder(number="9", level="commune", district="Tân Lạc", commune="Suối Hoa", issued_date="2022-05-01")
    commune.cite("78/KH-UBND", "2021-05-12")
    commune.store(connection)
    answer = make_cascade(connection, upper, down=True)
    assert answer.unplanned == (
        "thành phố Hòa Bình", "huyện Đà Bắc", "huyện Lương Sơn", "huyện Kim Bôi", "huyện Cao Phong", "huyện Tân Lạc",
        "huyện Mai Châu", "huyện Yên Thủy", "huyện Lạc Thủy",
    )  # fmt: skip
    assert len(make_cascade(connection, middle, down=True).unplanned) == 24
    assert make_cascade(connection, middle).unplanned == ()
