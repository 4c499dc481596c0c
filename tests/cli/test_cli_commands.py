"""The commands as a user meets them: output, messages, exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "storage"))

from storage_plans import HUE

from plan_extract.cli.main import COMMANDS, main
from plan_extract.resources import corpus_dir
from plan_extract.storage.database import open_reader


def test_compare_prints_a_table(filled) -> None:  # type: ignore[no-untyped-def]
    result = filled("compare", "suy dinh duong")
    assert result.exit_code == 0
    assert "So sánh chỉ tiêu: suy dinh duong — %, mức" in result.stdout
    assert "9,5 %" in result.stdout and "Quảng Trị" in result.stdout


def test_compare_speaks_english(filled) -> None:  # type: ignore[no-untyped-def]
    stdout = filled("compare", "suy dinh duong", "--lang", "en").stdout
    assert "Comparison of the indicator" in stdout and "9.5 %" in stdout and "Sentence" in stdout


def test_compare_prints_json_alone(filled) -> None:  # type: ignore[no-untyped-def]
    answer = json.loads(filled("compare", "suy dinh dưỡng", "--format", "json").stdout)
    assert [target["value"] for group in answer["groups"] for target in group["targets"]] == [11, 9.5]
    nothing = filled("compare", "đường cao tốc", "--format", "json")
    assert (nothing.exit_code, json.loads(nothing.stdout)["groups"]) == (1, [])


def test_compare_writes_csv_for_excel(filled, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = filled("compare", "suy dinh dưỡng", "--format", "csv", "-o", tmp_path / "out.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [(row["Địa phương"], row["So sánh"], row["Giá trị"], row["Năm"]) for row in rows] == [
        ("Quảng Trị", "bằng", "11", "2027"),
        ("Huế", "bằng", "9.5", "2027"),
    ]


def test_compare_without_match_names_the_nearest(filled) -> None:  # type: ignore[no-untyped-def]
    result = filled("compare", "suy dinh dưỡng béo phì")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Tỷ lệ trẻ em suy dinh dưỡng" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compare", "x", "--db", "none.db"], "no such database"),
        (["compare", "suy", "--level", "thôn"], "no level"),
        (["compare", "suy", "--within", "Hòa Bình"], "no plan is from"),
        (["matrix"], "either a plan"),
        (["matrix", "--plan", "99"], "no plan"),
        (["search", "?"], "at least one word"),
        (["ingest", "plans", "--report", "r.xls"], "report"),
    ],
)
def test_wrong_use_says_what_to_do(filled, arguments: list[str], words: str) -> None:  # type: ignore[no-untyped-def]
    result = filled(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_level_may_be_vietnamese(filled) -> None:  # type: ignore[no-untyped-def]
    assert filled("compare", "suy dinh dưỡng", "--level", "Tỉnh").exit_code == 0


def test_matrix_in_csv_guards_formulas(filled) -> None:  # type: ignore[no-untyped-def]
    result = filled("matrix", "--locality", "Huế", "--by", "task", "--format", "csv")
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[0] == [
        "Kế hoạch", "Nhiệm vụ", "Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Câu giao nhiệm vụ", "Mã kế hoạch",
    ]  # fmt: skip
    assert [row[1:5] for row in rows[1:]] == [
        ["Thực hiện chỉ tiêu 1", "chủ trì", "phối hợp", ""],
        ["'=Tổng hợp", "", "", "chủ trì"],
    ]
    assert rows[2][5] == "Sở Nội vụ - chủ trì: =Tổng hợp"


def test_matrix_by_indicator(filled) -> None:  # type: ignore[no-untyped-def]
    result = filled("matrix", "--plan", "52/KH-UBND", "--lang", "en")
    assert result.exit_code == 0
    assert "L lead" in result.stdout and "Tỷ lệ trẻ em suy dinh dưỡng" in result.stdout


@pytest.mark.parametrize("what", ["plans", "indicators", "agencies", "localities"])
@pytest.mark.parametrize("form", ["table", "csv", "json", "html"])
def test_list_in_every_format(filled, what: str, form: str) -> None:  # type: ignore[no-untyped-def]
    result = filled("list", what, "--format", form)
    assert result.exit_code == 0
    assert {"plans": "52", "indicators": "giường", "agencies": "Sở Y tế", "localities": "Huế"}[what] in result.stdout


def test_search(filled) -> None:  # type: ignore[no-untyped-def]
    result = filled("search", "giuong benh", "--kind", "target")
    assert (result.exit_code, "Số giường bệnh" in result.stdout) == (0, True)
    nothing = filled("search", "giường nội trú")
    assert (nothing.exit_code, "nothing found" in nothing.stderr) == (1, True)


def test_ingest_reports_failures_and_goes_on(filled, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "plans" / "bad.txt").write_text("REFUSED", encoding="utf-8")
    result = filled("ingest", "plans", "--report", "report.html")
    assert result.exit_code == 1
    assert f"failed: {tmp_path / 'plans' / 'bad.txt'}: the file is empty" in result.stderr
    assert "3/3 files, 1 failed" in result.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "the file is empty" in page and "Tệp rỗng" in page
    assert filled("ingest", "plans", "--report", "report.csv").exit_code == 1
    assert "bad.txt" in (tmp_path / "report.csv").read_text(encoding="utf-8-sig")


def test_extract_goes_on_after_a_file_that_fails(filled, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "bad.txt").write_text("REFUSED", encoding="utf-8")
    result = filled("extract", "bad.txt", "plans/hue.txt", "--output-dir", "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "failed: bad.txt: the file is empty" in result.stderr
    assert json.loads((tmp_path / "out" / "hue.json").read_text(encoding="utf-8"))["document"]["number"] == "52"


def test_files_of_one_stem_do_not_overwrite_each_other(filled, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "hue.txt").write_text(HUE, encoding="utf-8")
    assert filled("extract", "plans/hue.txt", "hue.txt", "--output-dir", "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["hue.json", "hue.txt.json"]


def test_several_plans_are_printed_as_a_list(filled) -> None:  # type: ignore[no-untyped-def]
    printed = json.loads(filled("extract", "plans/hue.txt", "plans/quangtri.txt").stdout)
    assert [plan["document"]["number"] for plan in printed] == ["52", "7"]


@pytest.mark.parametrize(("form", "words"), [("table", "Mức chỉ tiêu"), ("html", '<td class="long">')])
def test_extract_for_reading(filled, form: str, words: str) -> None:  # type: ignore[no-untyped-def]
    result = filled("extract", "plans/hue.txt", "--format", form)
    assert (result.exit_code, words in result.stdout) == (0, True)


def test_evaluate_against_a_key(filled, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    filled("extract", "plans/hue.txt", "--output-dir", "gold")
    key = tmp_path / "gold" / "hue.json"
    gold = json.loads(key.read_text(encoding="utf-8"))
    gold["targets"][0]["value"] = 8
    key.write_text(json.dumps(gold), encoding="utf-8")
    result = filled("evaluate", "gold", "plans/hue.txt", "--errors", "--lang", "en")
    assert result.exit_code == 0
    line = next(line.split() for line in result.stdout.splitlines() if line.startswith("targets, strict"))
    assert line[2:] == ["0.5", "0.5", "0.5", "2", "2"]
    assert "missed" in result.stdout and "extra" in result.stdout
    missing = filled("evaluate", "gold", "plans/hue.txt", "plans/quangtri.txt")
    assert (missing.exit_code, "no answer key for plans/quangtri.txt" in missing.stderr) == (1, True)


def test_sample_plan_goes_through_the_whole_chain(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    plan = corpus_dir() / "source" / "children-district-lacson-2021.txt"
    result = run("evaluate", corpus_dir() / "keys", plan, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["parts"]["document fields"]["hits"] == 14
    assert run("ingest", plan).exit_code == 0
    with closing(open_reader(tmp_path / "plans.db")) as connection:
        assert connection.execute("SELECT count(*) FROM target WHERE value = 20.8").fetchone()[0] == 1
        text = connection.execute("SELECT text FROM document_text").fetchone()[0]
        for start, end in connection.execute('SELECT "start", "end" FROM target'):
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_says_what_it_is_for(run, name: str) -> None:  # type: ignore[no-untyped-def]
    result = run(name, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 8
    command = main.get_command(click.Context(main), name)
    assert command is not None and command.name == name
    assert command.get_short_help_str(200) == click.Command(name, help=COMMANDS[name][1]).get_short_help_str(200)


def test_the_list_of_commands_loads_no_extractor() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from plan_extract.cli.main import COMMANDS, main\n"
        "shown = CliRunner().invoke(main, ['--help']).stdout\n"
        "assert all(f'  {name} ' in shown for name in COMMANDS), shown\n"
        "print(*sorted({'spacy', 'pydantic', 'rich', 'plan_extract.extraction'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == ""


ANSWERS = {
    "compare": ["compare", "suy dinh dưỡng"],
    "profile": ["profile", "Huế"],
    "matrix": ["matrix", "--locality", "Huế"],
    "cascade": ["cascade", "--plan", "hue.txt"],
    "deadlines": ["deadlines"],
    "search": ["search", "y tế"],
    "list": ["list", "plans"],
}


@pytest.mark.parametrize("arguments", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_loads_no_extractor(made: Path, arguments: list[str]) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from plan_extract.cli.main import main\n"
        f"done = CliRunner().invoke(main, {[*arguments, '--db', str(made)]!r})\n"
        "assert done.exit_code in (0, 1) and not done.stderr.startswith('error'), (done.stderr, done.exception)\n"
        "heavy = ('spacy', 'pdfplumber', 'pydantic', 'xlsxwriter', 'plan_extract.extraction.', 'plan_extract.structure.',\n"
        "         'plan_extract.reading.', 'plan_extract.linking.link', 'plan_extract.linking.placing')\n"
        "print(*sorted(name for name in sys.modules if name.startswith(heavy)\n"
        "              and name != 'plan_extract.extraction.agencies_register'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_a_command_that_is_none_is_wrong_use(run) -> None:  # type: ignore[no-untyped-def]
    result = run("compair")
    assert result.exit_code == 2 and "No such command" in result.stderr


def test_the_package_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "plan_extract", "list", "--help"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.startswith("Usage: plan-extract list")


def test_a_draft_is_checked_by_its_name_alone(run) -> None:  # type: ignore[no-untyped-def]
    draft = corpus_dir() / "source" / "population-ward-cairang-cantho-2026.txt"
    named = run("check", draft, "--db", "none.db")
    assert named.exit_code in (0, 1) and "1 plans checked" in named.stderr
    twice = run("check", draft, "--plan", draft, "--db", "none.db")
    assert twice.exit_code == 2 and "name the plan once" in twice.stderr
