"""What a user is told who errs: a wrong name, a wrong place, nothing there yet, no right to write."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from zipfile import is_zipfile

import pytest

from plan_extract.cli import progress
from plan_extract.cli.progress import PlainProgress
from plan_extract.storage.database import open_database
from plan_extract.storage.ledger import FileOutcome


@pytest.fixture
def refused(tmp_path: Path) -> Path:
    """A folder that may not be written to; for the administrator, who may write everywhere, a file."""
    place = tmp_path / "refused"
    if os.geteuid():
        place.mkdir(mode=0o555)
    else:
        place.touch()
    return place


def test_command_spelt_wrong_names_the_nearest(run) -> None:  # type: ignore[no-untyped-def]
    assert "Did you mean 'extract'?" in run("extrakt").stderr
    assert "Did you mean" not in run("zzz").stderr


def test_file_name_decides_the_format(filled, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert filled("compare", "suy dinh duong", "-o", "a.xlsx").exit_code == 0
    assert is_zipfile(tmp_path / "a.xlsx")
    assert filled("compare", "suy dinh duong", "-o", "a.csv").exit_code == 0
    assert "Địa phương,Cấp tỉnh" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert filled("compare", "suy dinh duong", "--format", "json", "-o", "b.csv").exit_code == 0
    assert (tmp_path / "b.csv").read_text(encoding="utf-8").startswith("{")
    assert filled("compare", "suy dinh duong", "-o", "a.txt").exit_code == 0
    assert "So sánh chỉ tiêu" in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--year", "2099"], "with --year: 2027"),
        (["--level", "xa"], "with --level: province"),
        (["--within", "Huế", "--year", "2099"], "with --within: Huế; Quảng Trị"),
    ],
)
def test_choice_that_leaves_nothing_names_what_there_is(filled, arguments: list[str], told: str) -> None:  # type: ignore[no-untyped-def]
    result = filled("compare", "suy dinh dưỡng", *arguments)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "nearest" not in result.stderr


def test_indicator_like_none_is_told_what_there_is(filled) -> None:  # type: ignore[no-untyped-def]
    result = filled("compare", "xyzzy")
    assert result.exit_code == 1
    assert "there are, for instance (all: plan-extract list indicators):\n  " in result.stderr
    assert "suy dinh dưỡng" in result.stderr


def test_key_of_an_indicator_spelt_wrong_names_the_nearest(filled, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with closing(open_database(tmp_path / "plans.db")) as connection:
        connection.execute("INSERT INTO canonical_indicator (id, name) VALUES ('stunting-u5', 'Thấp còi')")
    assert filled("compare", "stuntng-u5").stderr == 'no target for "stuntng-u5"\nnearest:\n  stunting-u5\n'


@pytest.mark.parametrize(
    ("plan", "near"),
    [("53/KH-UBND", "nearest: 52/KH-UBND, "), ("52KHUBND", "nearest: 52/KH-UBND, "), ("zzzz", 'zzzz"; list all')],
)
def test_plan_that_is_not_there_names_the_nearest(filled, plan: str, near: str) -> None:  # type: ignore[no-untyped-def]
    result = filled("matrix", "--plan", plan)
    assert (result.exit_code, near in result.stderr) == (2, True)


def test_file_spelt_wrong_names_the_nearest(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "du-thao.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    assert "the file is not there (nearest: du-thao.txt)" in run("extract", "du-thoa.txt").stderr
    open_database(tmp_path / "plans.db").close()
    told = "du-thoa.txt: there is no such file; nearest: du-thao.txt"
    assert told in run("check", "du-thoa.txt").stderr


@pytest.mark.parametrize("level", ["tinh", "TỈNH", "province", " tỉnh "])
def test_level_with_or_without_accents(filled, level: str) -> None:  # type: ignore[no-untyped-def]
    assert filled("compare", "suy dinh dưỡng", "--level", level).exit_code == 0


def test_levels_are_listed_in_both_languages(filled) -> None:  # type: ignore[no-untyped-def]
    assert "commune (xã)" in filled("compare", "suy dinh dưỡng", "--level", "thôn").stderr


@pytest.mark.parametrize("command", [["compare", "suy"], ["list", "plans"], ["matrix", "--locality", "Huế"], ["check"]])
def test_database_without_plans_says_so(run, tmp_path: Path, command: list[str]) -> None:  # type: ignore[no-untyped-def]
    open_database(tmp_path / "plans.db").close()
    assert "plans.db holds no plan yet; bring some in with: plan-extract ingest" in run(*command).stderr


def test_folder_without_files_says_so(filled, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "empty").mkdir()
    result = filled("ingest", "empty")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "there is no file in what was named" in result.stderr


def test_name_of_a_file_that_fails_is_told_once(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "bad.txt").touch()
    assert run("extract", "bad.txt").stderr.startswith("failed: bad.txt: the file is empty\n")


def test_causes_are_told_in_words(filled, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "plans" / "bad.txt").write_text("REFUSED", encoding="utf-8")
    assert "tệp rỗng" in filled("ingest", "plans").stdout


def test_pages_are_announced_only_where_there_is_a_database(run) -> None:  # type: ignore[no-untyped-def]
    pytest.importorskip("datasette")
    result = run("serve", "--db", "none.db")
    assert result.exit_code == 2
    assert "no such database" in result.stderr and "http://" not in result.stderr


def test_folder_that_cannot_be_made_is_told(filled, refused: Path) -> None:  # type: ignore[no-untyped-def]
    out = refused / "out"
    result = filled("extract", "plans/hue.txt", "--output-dir", out)
    assert result.exit_code == 1
    assert f"error: {out}: " in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_last_line_of_progress_is_told_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_LINE_SECONDS", 0.0)
    shown = PlainProgress()
    shown.start(1)
    shown.advance(FileOutcome(Path("a.txt"), "stored"))
    shown.stop()
    assert [line.partition(",")[0] for line in capsys.readouterr().err.splitlines()] == ["1 file", "1/1 files"]
