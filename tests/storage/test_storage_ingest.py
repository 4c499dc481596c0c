"""The ingest engine: what each kind of file comes to, and that the database is the same in the end."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from storage_dump import dump_all, dump_content
from storage_plans import HUE, QUANG_TRI, extract

from plan_extract.model.errors import DatabaseError
from plan_extract.storage.database import open_database
from plan_extract.storage.ingest import IngestEvents, IngestOptions, IngestSummary, ingest
from plan_extract.storage.ledger import FileOutcome
from plan_extract.storage.lock import ingest_lock

OPTIONS = IngestOptions(version="1", workers=2, time_limit=60)
BODY = "\nTỷ lệ trẻ em suy dinh dưỡng: 9.5% 2027\nSở Y tế + Sở Tài chính -> Thực hiện chỉ tiêu 1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "hue.txt").write_text(HUE + BODY, encoding="utf-8")
    (folder / "quangtri.txt").write_text(QUANG_TRI + BODY.replace("9.5", "11"), encoding="utf-8")
    return folder


def run(folder: Path, database: Path, **changes: object) -> IngestSummary:
    return ingest([folder], database, extract, replace(OPTIONS, **changes))


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


def files(database: Path) -> dict[str, tuple[str, str | None]]:
    found = rows(database, "SELECT path, outcome, cause FROM ingest_file")
    return {Path(str(path)).name: (str(outcome), cause) for path, outcome, cause in found}  # type: ignore[misc]


def test_plans_arrive_whole(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "plans.db"
    summary = run(folder, database)
    assert (summary.total, dict(summary.outcomes), summary.known) == (2, {"stored": 2}, 0)
    measure = "Tỷ lệ trẻ em suy dinh dưỡng"
    columns = "plan, province, measure, value, unit, year, quote"
    assert rows(database, f"SELECT {columns} FROM target_comparison ORDER BY value") == [
        ("52/KH-UBND", "Huế", measure, 9.5, "%", 2027, f"{measure}: 9.5% 2027"),
        ("7/KH-UBND", "Quảng Trị", measure, 11, "%", 2027, f"{measure}: 11% 2027"),
    ]
    assert rows(
        database,
        "SELECT agency, role, partner, indicator, indicator_text FROM responsibility_matrix "
        "WHERE province = 'Huế' ORDER BY position",
    ) == [
        ("Sở Y tế", "lead", 0, "1", "Tỷ lệ trẻ em suy dinh dưỡng: 9.5% 2027"),
        ("Sở Tài chính", "coordinate", 1, "1", "Tỷ lệ trẻ em suy dinh dưỡng: 9.5% 2027"),
    ]


def test_second_run_changes_nothing_at_all(folder: Path, tmp_path: Path) -> None:
    (folder / "refused.txt").write_text("REFUSED", encoding="utf-8")
    (folder / "table.csv").write_text("1,2", encoding="utf-8")
    database = tmp_path / "plans.db"
    first = run(folder, database)
    before = dump_all(database)
    second = run(folder, database)
    assert dump_all(database) == before
    assert second.outcomes == first.outcomes
    assert (second.known, first.known) == (4, 0)


def test_order_of_files_and_number_of_workers_do_not_matter(folder: Path, tmp_path: Path) -> None:
    for number in range(12):
        head = f"{number}|KH-UBND|UBND tỉnh Quảng Trị|2026-02-01|Quảng Trị"
        agency = "Sở Y tế" if number % 2 else "SỞ Y TẾ"
        (folder / f"p{number}.txt").write_text(
            f"{head}\nSố giường bệnh: {number} giường\n{agency} -> Báo cáo trước ngày 15/12/2026\n",
            encoding="utf-8",
        )
    (folder / "hue-copy.txt").write_text(HUE + BODY, encoding="utf-8")
    (folder / "hue.docx").write_text(HUE + BODY + "\n", encoding="utf-8")
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    everything = sorted(folder.iterdir())
    ingest(everything, one, extract, replace(OPTIONS, workers=1))
    for part in (everything[9:], everything[:4], everything[::-1]):
        ingest(part, two, extract, OPTIONS)
    assert dump_content(one) == dump_content(two)
    assert len(dump_content(one)["document"]) == 14


@pytest.mark.parametrize(
    ("content", "cause", "words"),
    [
        ("REFUSED", "empty", "the file is empty"),
        ("FAULT", "internal", "ValueError: sum of nothing"),
        ("CRASH", "crashed", "exit status 7"),
    ],
)
def test_bad_file_costs_only_itself(folder: Path, tmp_path: Path, content: str, cause: str, words: str) -> None:
    (folder / "bad.txt").write_text(content, encoding="utf-8")
    summary = run(folder, tmp_path / "plans.db", workers=1)
    assert summary.outcomes == {"stored": 2, "failed": 1}
    (failure,) = summary.failures
    assert (failure.path.name, failure.cause) == ("bad.txt", cause)
    assert words in str(failure.message)


def test_hanging_file_is_stopped(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.txt").write_text("HANG", encoding="utf-8")
    summary = run(folder, tmp_path / "plans.db", time_limit=2.0)
    assert summary.outcomes == {"stored": 2, "failed": 1}
    assert summary.failures[0].cause == "timeout"


def test_missing_file_is_reported(folder: Path, tmp_path: Path) -> None:
    summary = ingest([folder / "none.docx", folder / "hue.txt"], tmp_path / "plans.db", extract, OPTIONS)
    assert summary.outcomes == {"stored": 1, "failed": 1}
    assert summary.failures[0].message == "cannot be opened: there is no such file"


def test_failure_is_remembered_until_retried_or_changed(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "plans.db"
    bad = folder / "bad.txt"
    bad.write_text("REFUSED", encoding="utf-8")
    assert run(folder, database).known == 0
    assert run(folder, database).known == 3
    assert run(folder, database, retry_failed=True).known == 2
    bad.write_text("5|KH-UBND|UBND tỉnh Quảng Trị|2026-03-01|Quảng Trị" + BODY, encoding="utf-8")
    assert run(folder, database).outcomes == {"stored": 3}


def test_other_files_in_a_folder_are_passed_over_but_tried_when_named(folder: Path, tmp_path: Path) -> None:
    (folder / "list.json").write_text(HUE.replace("52", "53") + BODY, encoding="utf-8")
    (folder / ".hidden.txt").write_text("REFUSED", encoding="utf-8")
    (folder / "~$hue.docx").write_text("REFUSED", encoding="utf-8")
    database = tmp_path / "plans.db"
    assert run(folder, database).outcomes == {"stored": 2, "skipped": 1}
    assert ingest([folder / "list.json"], database, extract, OPTIONS).outcomes == {"stored": 1}


def test_file_without_targets_and_tasks_is_flagged(folder: Path, tmp_path: Path) -> None:
    (folder / "letter.txt").write_text("9|CV|UBND tỉnh Quảng Trị|2026-01-01|Quảng Trị\nKính gửi", encoding="utf-8")
    run(folder, tmp_path / "plans.db")
    assert files(tmp_path / "plans.db")["letter.txt"] == ("stored", "few-facts")


def test_changed_file_takes_the_place_of_its_plan(folder: Path, tmp_path: Path) -> None:
    database, fresh = tmp_path / "plans.db", tmp_path / "fresh.db"
    (folder / "hue.txt").write_text(HUE + "\nSố xã: 5 xã\nSở Ngoại vụ -> Đón khách\n", encoding="utf-8")
    run(folder, database)
    (folder / "hue.txt").write_text(HUE + BODY, encoding="utf-8")
    assert run(folder, database).outcomes == {"stored": 2}
    run(folder, fresh)
    assert dump_content(database) == dump_content(fresh)


def test_changed_file_that_fails_keeps_the_earlier_plan(folder: Path, tmp_path: Path) -> None:
    database, fresh = tmp_path / "plans.db", tmp_path / "fresh.db"
    run(folder, database)
    before = dump_content(database)
    (folder / "hue.txt").write_text("REFUSED", encoding="utf-8")
    assert run(folder, database).outcomes == {"stored": 1, "failed": 1}
    assert dump_content(database) == before
    (folder / "hue.txt").write_text(HUE.replace("52", "54") + BODY, encoding="utf-8")
    run(folder, database)
    run(folder, fresh)
    assert dump_content(database) == dump_content(fresh)


def test_correction_survives_a_new_extraction_and_a_changed_file(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "plans.db"
    run(folder, database)
    with closing(open_database(database)) as connection:
        target = connection.execute("SELECT id FROM target WHERE value = 9.5").fetchone()[0]
        connection.execute(
            "INSERT INTO correction (fact_table, fact_id, field, machine_value, value, author, created_at) "
            "VALUES ('target', ?, 'value', '9.5', '9.6', 'Lan', '2026-05-01')",
            (target,),
        )
    value = "SELECT value, machine_value, corrected FROM target_comparison WHERE province = 'Huế'"
    assert rows(database, value) == [(9.6, 9.5, 1)]
    run(folder, database, version="2", refresh=True)
    assert rows(database, "SELECT DISTINCT extractor_version FROM document") == [("2",)]
    assert rows(database, value) == [(9.6, 9.5, 1)]
    (folder / "hue.txt").write_text(HUE + BODY + "Sở Nội vụ -> Báo cáo\n", encoding="utf-8")
    run(folder, database)
    assert rows(database, value) == [(9.6, 9.5, 1)]


def test_newer_version_rereads_only_on_refresh(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "plans.db"
    run(folder, database)
    assert run(folder, database, version="2").known == 2
    assert run(folder, database, version="2", refresh=True).known == 0
    assert run(folder, database, version="2", refresh=True).known == 2


def test_one_plan_in_two_formats_is_kept_once_the_better_one(folder: Path, tmp_path: Path) -> None:
    (folder / "hue.txt").unlink()
    longer = BODY * 8
    (folder / "a.pdf").write_text(HUE + longer + "trang 1", encoding="utf-8")
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    run(folder, one)
    (folder / "b.docx").write_text(HUE + longer, encoding="utf-8")
    assert run(folder, one).outcomes == {"stored": 2, "duplicate": 1}
    run(folder, two)
    assert dump_content(one) == dump_content(two)
    assert rows(one, "SELECT file_name FROM document ORDER BY file_name") == [("b.docx",), ("quangtri.txt",)]
    assert files(one)["a.pdf"] == ("duplicate", "same-plan")
    assert files(one)["b.docx"] == ("stored", None)


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_draft_and_signed_plan_are_kept_once_as_signed(folder: Path, tmp_path: Path, names: tuple[str, str]) -> None:
    """The draft has neither number nor day; which of the two comes first makes no difference."""
    (folder / "hue.txt").unlink()
    draft, other = HUE.replace("52", "", 1).replace("-15", ""), HUE.replace("52", "", 1).replace("-01-15", "-02")
    for name, head in zip((*names, "c.txt"), (HUE, draft, other), strict=True):
        (folder / name).write_text(head + BODY * 12, encoding="utf-8")
    database = tmp_path / "plans.db"
    run(folder, database)
    assert files(database)[names[0]] == ("stored", None)
    assert files(database)[names[1]] == ("duplicate", "same-plan")
    assert rows(database, "SELECT number, issued_date FROM document WHERE province = 'Huế' ORDER BY number") == [
        (None, "2026-02"),
        ("52", "2026-01-15"),
    ]


def test_copy_in_other_format_comes_back_when_the_better_one_goes(folder: Path, tmp_path: Path) -> None:
    (folder / "hue.txt").unlink()
    longer = BODY * 8
    (folder / "a.pdf").write_text(HUE + longer + "trang 1", encoding="utf-8")
    (folder / "b.docx").write_text(HUE + longer, encoding="utf-8")
    database, fresh = tmp_path / "plans.db", tmp_path / "fresh.db"
    run(folder, database)
    (folder / "b.docx").write_text(HUE.replace("52", "60") + "\nSố xã: 5 xã\n", encoding="utf-8")
    run(folder, database)
    run(folder, fresh)
    assert dump_content(database) == dump_content(fresh)
    assert sorted(row[0] for row in dump_content(database)["document_content"]) != []
    assert rows(database, "SELECT file_name FROM document ORDER BY file_name") == [
        ("a.pdf",),
        ("b.docx",),
        ("quangtri.txt",),
    ]


def test_same_number_with_other_text_is_another_plan(folder: Path, tmp_path: Path) -> None:
    (folder / "other.txt").write_text(HUE + "\nSố xã đạt chuẩn nông thôn mới: 5 xã\n", encoding="utf-8")
    assert run(folder, tmp_path / "plans.db").outcomes == {"stored": 3}


def test_copy_takes_over_when_the_first_file_changes(folder: Path, tmp_path: Path) -> None:
    (folder / "z-copy.txt").write_text(HUE + BODY, encoding="utf-8")
    database = tmp_path / "plans.db"
    assert run(folder, database).outcomes == {"stored": 2, "duplicate": 1}
    stored_from = next(
        name for name, found in files(database).items() if found[0] == "stored" and name != "quangtri.txt"
    )
    (folder / stored_from).write_text(HUE.replace("52", "61") + "\nSố xã: 5 xã\n", encoding="utf-8")
    assert run(folder, database).outcomes == {"stored": 3}
    assert rows(database, "SELECT count(*) FROM document") == [(3,)]


def test_second_ingest_says_why_not_or_waits(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "plans.db"
    with ingest_lock(database), pytest.raises(DatabaseError, match=r"another ingest \(process \d+\)"):
        run(folder, database, wait=False)
    assert run(folder, database).outcomes == {"stored": 2}


def test_each_outcome_is_told_once(folder: Path, tmp_path: Path) -> None:
    told: list[FileOutcome] = []
    totals: list[int] = []
    events = IngestEvents(on_total=totals.append, on_outcome=told.append)
    ingest([folder], tmp_path / "plans.db", extract, OPTIONS, events)
    assert totals == [2]
    assert sorted(outcome.path.name for outcome in told) == ["hue.txt", "quangtri.txt"]


def test_database_in_the_folder_is_not_ingested(folder: Path) -> None:
    database = folder / "plans.kh"
    assert run(folder, database).total == 2
    assert run(folder, database).total == 2
