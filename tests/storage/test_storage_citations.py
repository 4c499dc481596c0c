"""A cited plan is the one of its number, symbol, date and place: every commune has a 12/KH-UBND."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from storage_plans import make_plan

from plan_extract.model import LegalReference, Plan
from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.rows import make_rows
from plan_extract.storage.writer import insert_plan

NAM_DONG = {"province": "Thừa Thiên Huế", "district": "Nam Đông"}
PHU_LOC = {"province": "Thừa Thiên Huế", "district": "Phú Lộc"}
AT = {"start": 0, "end": 5, "rule": "test", "confidence": 1}


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    return open_database(tmp_path / "plans.db")


def plan(
    level: str, issuer: str, number: str, date: str | None, cites: dict[str, Any] | None = None, **names: str
) -> Plan:
    made = make_plan(f"{number}|KH-UBND|{issuer}|{date or ''}|\nSố xã: {number} xã\n")
    fields = {"level": level, "province": None, **names}
    references = (LegalReference(type="Kế hoạch", relation="implements", **AT, **cites),) if cites else ()
    record = made.record.model_copy(
        update={"document": made.document.model_copy(update=fields), "legal_references": references}
    )
    return made.model_copy(update={"record": record})


def cited(connection: sqlite3.Connection, *plans: Plan) -> list[str | None]:
    """The issuers of the plans that references mean, the plans stored in their order."""
    for number, each in enumerate(plans):
        rows = make_rows(each, sha256=f"{number + 1:x}" * 64, file_name=f"{number}.txt", extractor_version="1")
        with transaction(connection):
            insert_plan(connection, rows)
    query = "SELECT d.issuer || coalesce(', ' || d.district, '') FROM legal_reference r LEFT JOIN document d ON d.id = r.cited_document_id"
    return [row[0] for row in connection.execute(query)]


DISTRICT = {"number": "12/KH-UBND", "date": "2022-02-01", "issuer": "UBND huyện"}


@pytest.mark.parametrize("backwards", [False, True])
def test_of_namesakes_that_of_the_plans_own_superior(connection: sqlite3.Connection, backwards: bool) -> None:
    plans = [
        plan("district", "UBND huyện Nam Đông", "12", "2022-02-01", **NAM_DONG),
        plan("district", "UBND huyện Phú Lộc", "12", "2022-02-01", **PHU_LOC),
        plan("commune", "UBND xã Thượng Lộ", "5", "2022-03-01", DISTRICT, commune="Thượng Lộ", **NAM_DONG),
    ]
    assert cited(connection, *(plans[::-1] if backwards else plans)) == ["UBND huyện Nam Đông, Nam Đông"]


def test_not_another_districts_nor_another_years(connection: sqlite3.Connection) -> None:
    other = plan("district", "UBND huyện Phú Lộc", "12", "2022-02-01", **PHU_LOC)
    older = plan("district", "UBND huyện Nam Đông", "12", "2021-02-01", **NAM_DONG)
    below = plan("commune", "UBND xã Thượng Lộ", "5", "2022-03-01", DISTRICT, commune="Thượng Lộ", **NAM_DONG)
    assert cited(connection, other, older, below) == [None]


COMMUNE = {"number": "9/KH-UBND", "date": "2022-02-01", "issuer": "UBND xã Thượng Lộ"}


@pytest.mark.parametrize(("place", "found"), [(NAM_DONG, "UBND xã, Nam Đông"), (PHU_LOC, None)])
def test_a_plan_without_its_own_name_must_lie_under_the_same_superior(
    connection: sqlite3.Connection, place: dict[str, str], found: str | None
) -> None:
    unnamed = plan("commune", "UBND xã", "9", "2022-02-01", **place)
    citing = plan("district", "UBND huyện Nam Đông", "20", "2022-06-01", COMMUNE, **NAM_DONG)
    assert cited(connection, unnamed, citing) == [found]


def test_a_stub_keeps_what_is_printed_until_the_plan_comes(connection: sqlite3.Connection) -> None:
    below = plan("commune", "UBND xã Thượng Lộ", "5", "2022-03-01", DISTRICT, commune="Thượng Lộ", **NAM_DONG)
    assert cited(connection, below) == [None]
    stub = connection.execute(
        "SELECT number, date, issuer, cited_level, cited_locality_id FROM legal_reference"
    ).fetchone()
    assert tuple(stub) == ("12/KH-UBND", "2022-02-01", "UBND huyện", "district", "483.1")
