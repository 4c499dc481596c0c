"""A locality with all its indicators, beside its superior, the country and its peers."""

from __future__ import annotations

import sqlite3
from decimal import Decimal

import pytest
from plans_for_review import PlanBuilder

from plan_extract.analysis.profile import make_profile
from plan_extract.model.errors import UsageError
from plan_extract.views.csv import render_csv
from plan_extract.views.profile import peers_sheet, profile_sheet, profile_table

STUNTED = "tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi"
LIBRARY = "số điểm đọc sách lưu động"


def district(
    connection: sqlite3.Connection, name: str, value: str, *, issued: str = "2022-03-01", **other: object
) -> str:
    plan = PlanBuilder(district=name, issuer=f"UBND huyện {name}", issued_date=issued, number=str(len(name)), **other)
    plan.target(f"Giảm {STUNTED} còn {value}%", STUNTED, value, direction="decrease")
    plan.target(f"Có {value} điểm đọc sách lưu động", LIBRARY, value, unit="count", unit_text="điểm")
    return plan.store(connection)


@pytest.fixture
def filled(connection: sqlite3.Connection) -> sqlite3.Connection:
    above = PlanBuilder(
        number="78", level="province", district=None, issuer="UBND tỉnh Hòa Bình", issued_date="2021-05-12"
    )
    above.target(f"Giảm {STUNTED} còn 19,5%", STUNTED, "19.5", direction="decrease")
    above.target("Tỷ lệ trẻ em biết bơi đạt 50%", "Tỷ lệ trẻ em biết bơi", "50")
    above.store(connection)
    for name, value in {"Lạc Sơn": "22", "Tân Lạc": "20", "Kim Bôi": "18"}.items():
        district(connection, name, value)
    district(connection, "Đồng Hỷ", "10", province="Thái Nguyên")
    return connection


def test_own_values_stand_beside_superior_country_and_peers(filled: sqlite3.Connection) -> None:
    profile = make_profile(filled, "huyện Tân Lạc")
    row = next(row for row in profile.rows if row.own and row.own.measure == STUNTED)
    assert profile.places == ("Kim Bôi, Hòa Bình", "Lạc Sơn, Hòa Bình")
    assert (row.value, row.rank, row.median) == (20, 2, 20)
    assert [(peer.place, peer.value) for peer in row.peers] == [("Kim Bôi, Hòa Bình", 18), ("Lạc Sơn, Hòa Bình", 22)]
    assert row.superior is not None and row.superior.value.__str__() == "19.5"
    assert (row.status, row.national and row.national.value.value) == ("weaker", 17)


def test_indicators_of_no_catalogue_are_matched_by_their_words(filled: sqlite3.Connection) -> None:
    row = next(row for row in make_profile(filled, "Tân Lạc").rows if row.own and row.own.measure == LIBRARY)
    assert row.own is not None and row.own.canonical_id is None
    assert [peer.value for peer in row.peers] == [18, 22]
    assert row.rank is None


def test_what_only_the_superior_has_is_listed(filled: sqlite3.Connection) -> None:
    missing = [row for row in make_profile(filled, "Tân Lạc").rows if row.own is None]
    assert [(row.superior and row.superior.measure, row.status) for row in missing] == [
        ("Tỷ lệ trẻ em biết bơi", "missing")
    ]


def test_of_a_peer_its_newest_plan_counts(filled: sqlite3.Connection) -> None:
    district(filled, "Kim Bôi", "17", issued="2023-01-05", symbol="QĐ-UBND")
    rows = make_profile(filled, "Tân Lạc").rows
    assert [peer.value for peer in rows[0].peers] == [17, 22]


def test_peers_of_a_province_are_provinces(filled: sqlite3.Connection) -> None:
    other = PlanBuilder(number="9", province="Sơn La", level="province", district=None, issuer="UBND tỉnh Sơn La")
    other.target(f"Giảm {STUNTED} còn 25%", STUNTED, "25", direction="decrease")
    other.store(filled)
    profile = make_profile(filled, "tỉnh Hòa Bình")
    assert profile.places == ("Sơn La",)
    assert (profile.rows[0].rank, [peer.place for peer in profile.rows[0].peers]) == (1, ["Sơn La"])


def test_only_one_year(filled: sqlite3.Connection) -> None:
    assert {row.own.year for row in make_profile(filled, "Tân Lạc", year=2025).rows if row.own} == {2025}
    assert make_profile(filled, "Tân Lạc", year=2031).rows == ()


def test_every_figure_leads_to_plan_page_and_sentence(filled: sqlite3.Connection) -> None:
    profile = make_profile(filled, "Tân Lạc")
    whole = profile_sheet(profile, "vi")
    keys = [column.key for column in whole.columns]
    row = dict(zip(keys, whole.rows[0], strict=True))
    assert row["quote"] == f"Giảm {STUNTED} còn 20%" and row["target_id"] == profile.rows[0].own.target_id  # type: ignore[union-attr]
    assert row["superior_quote"] == f"Giảm {STUNTED} còn 19,5%" and "78/KH-UBND" in str(row["superior"])
    assert (row["peers"], row["peer_lowest"], row["peer_median"], row["peer_highest"]) == (2, 18, 20, 22)
    assert (row["value"], row["superior_figure"], row["national_figure"]) == (20, Decimal("19.5"), 17)
    assert "19.5" in render_csv([whole]) and "19,5," not in render_csv([whole])
    table = profile_table(profile, "vi")
    assert table.rows[0][[column.key for column in table.columns].index("peer_median")] == 20
    peers = peers_sheet(profile, "en")
    assert [column.heading for column in peers.columns][:3] == ["Measure", "Year", "Place"]
    assert f"Giảm {STUNTED} còn 18%" in {cell for cells in peers.rows for cell in cells}
    assert "Kim Bôi, Hòa Bình" in profile_table(profile, "vi").notes[0]


def test_an_unknown_place_gets_the_nearest_names(filled: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="Tân Lạc"):
        make_profile(filled, "huyện Tân Lặc Xx")
