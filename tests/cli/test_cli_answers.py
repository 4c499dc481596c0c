"""Deadlines, checks, cascade, export and the office formats, as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import sys
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "analysis"))

from plans_for_review import PlanBuilder

from plan_extract.cli.main import main
from plan_extract.resources import corpus_dir
from plan_extract.storage.corrections import correct
from plan_extract.storage.database import open_database

SWIM = "tỷ lệ học sinh trung học cơ sở biết bơi"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Runs a command in a folder with a plan that has an error and its superior's."""
    monkeypatch.chdir(tmp_path)
    connection = open_database(tmp_path / "plans.db")
    above = PlanBuilder(number="78", level="province", district=None, issuer="UBND tỉnh Hòa Bình",
                        issued_date="2021-05-12")  # fmt: skip
    above.target(f"{SWIM} đạt 80%", SWIM, "80", comparator=">=", indicator="1")
    above.store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.cite("31/KH-UBND", "2021-02-04", "basis", issuer="UBND tỉnh Hòa Bình")
    plan.target(f"{SWIM} đạt 70%", SWIM, "70", indicator="1")
    plan.task("Phòng Y tế", "=thực hiện chỉ tiêu 1", indicators=("1",))
    plan.deadline("Báo cáo chậm nhất ngày 10/06/2022", "2022-06-10")
    plan.deadline("Gửi kế hoạch chậm nhất ngày 10/01/2022", "2022-01-10")
    plan.store(connection)
    connection.close()

    def command(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return command


def test_check_exits_1_where_there_are_errors(run) -> None:  # type: ignore[no-untyped-def]
    result = run("check", "--plan", "52/KH-UBND", "--severity", "error")
    assert result.exit_code == 1
    assert "10/01/2022" in result.stdout and "chưa bằng" not in result.stdout
    assert "1 plans checked: 1 errors" in result.stderr
    assert run("check", "--plan", "78/KH-UBND").exit_code == 0
    assert run("check", "--plan", "99/KH-UBND").exit_code == 2


def test_check_prints_json_alone(run) -> None:  # type: ignore[no-untyped-def]
    answer = json.loads(run("check", "--plan", "52/KH-UBND", "--format", "json").stdout)
    assert {finding["check"] for finding in answer["findings"]} == {"deadline-before-plan", "weaker-than-superior"}


def test_cascade_up_and_down(run) -> None:  # type: ignore[no-untyped-def]
    up = run("cascade", "--plan", "52/KH-UBND", "--format", "csv")
    assert up.exit_code == 0 and "chưa bằng mức" in up.stdout
    down = run("cascade", "--plan", "78/KH-UBND", "--down", "--lang", "en")
    assert down.exit_code == 0 and "weaker" in down.stdout
    nothing = run("cascade", "--plan", "52/KH-UBND", "--down")
    assert nothing.exit_code == 1 and "no plan below" in nothing.stderr


def test_cascade_names_plans_that_are_not_there(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ask = ("cascade", "--plan", "52/KH-UBND", "--lang", "en", "--format")
    for form, date in (("table", "2021-02-04"), ("html", "2021-02-04")):
        shown = run(*ask, form).stdout
        assert "31/KH-UBND" in shown and date in shown, form
        assert "Plans cited that are not in the database" in shown
    table = run(*ask, "csv")
    assert len({len(row) for row in csv.reader(io.StringIO(table.stdout))}) == 1, "one table"
    assert "31/KH-UBND" in table.stderr
    answer = json.loads(run(*ask, "json").stdout)
    assert [(plan["number"], plan["issuer"]) for plan in answer["absent"]] == [("31/KH-UBND", "UBND tỉnh Hòa Bình")]
    run(*ask, "xlsx", "-o", "a.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes())).worksheets[1]
    assert "31/KH-UBND" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert "31/KH-UBND" not in run("cascade", "--plan", "78/KH-UBND", "--down").stdout


def test_the_view_down_names_units_without_a_plan(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ask = ("cascade", "--plan", "78/KH-UBND", "--down", "--format")
    title = "Đơn vị không có kế hoạch thực hiện trong cơ sở dữ liệu"
    for form in ("table", "html"):
        shown = run(*ask, form).stdout
        assert title in shown and "huyện Kim Bôi" in shown and "huyện Lạc Sơn\n" not in shown, form
    table = list(csv.DictReader(io.StringIO(run(*ask, "csv").stdout.lstrip("\ufeff"))))
    assert table[0][title].split("; ")[:2] == ["thành phố Hòa Bình", "huyện Đà Bắc"]
    assert len(json.loads(run(*ask, "json").stdout)["unplanned"]) == 9
    run(*ask, "xlsx", "-o", "a.xlsx")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    assert book.sheetnames == [
        "Chỉ tiêu ở kế hoạch cấp dưới",
        "Đơn vị chưa có kế hoạch",
        "Nguồn",
        "Dữ liệu đầy đủ",
    ]
    assert "huyện Kim Bôi" in {cell.value for row in book.worksheets[1].iter_rows() for cell in row}


def test_a_value_of_another_year_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    connection = open_database(tmp_path / "plans.db")
    above = PlanBuilder(number="78", level="province", district=None, issuer="UBND tỉnh Hòa Bình",
                        issued_date="2021-05-12")  # fmt: skip
    above.target(f"{SWIM} đạt 80%", SWIM, "80")
    above.store(connection)
    plan = PlanBuilder()
    plan.cite("78/KH-UBND", "2021-05-12")
    plan.target(f"{SWIM} đạt 70% năm 2023", SWIM, "70", year=2023)
    plan.store(connection)
    connection.close()

    def cells(*ask: str) -> dict[str, str]:
        shown = CliRunner().invoke(main, [*ask, "--format", "csv"]).stdout
        return next(csv.DictReader(io.StringIO(shown.lstrip("\ufeff"))))

    up = cells("cascade", "--plan", "52/KH-UBND")
    assert (up["Mức của kế hoạch"], up["78/KH-UBND, UBND tỉnh Hòa Bình"]) == ("70 %", "80 % (2025)")
    assert cells("cascade", "--plan", "78/KH-UBND", "--down")["52/KH-UBND, UBND huyện Lạc Sơn"] == "70 % (2023)"
    profile = cells("profile", "Lạc Sơn")
    assert (profile["Giá trị của cấp trên"], profile["Năm của mức cấp trên"]) == ("80", "2025")


def test_deadlines(run) -> None:  # type: ignore[no-untyped-def]
    result = run("deadlines", "--from", "1/6/2022", "--to", "2022-06-30")
    assert result.exit_code == 0 and "10/06/2022" in result.stdout and "10/01/2022" not in result.stdout
    late = json.loads(run("deadlines", "--overdue-on", "2022-06-12", "--format", "json").stdout)
    assert [row["days_late"] for row in late["dates"]] == [153, 2]
    assert run("deadlines", "--from", "31/4/2022").exit_code == 2
    assert run("deadlines", "--from", "2030-01-01").exit_code == 1
    assert run("deadlines", "--by-agency").exit_code == 2


def test_calendar(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("deadlines", "--format", "ics", "-o", "lich.ics").exit_code == 0
    assert (tmp_path / "lich.ics").read_bytes().count(b"BEGIN:VEVENT") == 2


@pytest.mark.parametrize(
    ("arguments", "page"),
    [
        (("compare", "biết bơi"), "2025 %"),
        (("matrix", "--plan", "52/KH-UBND"), "Ma trận trách nhiệm"),
        (("matrix", "--agency", "phong y te"), "Phòng Y tế huyện Lạc Sơn"),
        (("deadlines",), "Thời hạn"),
        (("check",), "Kết quả kiểm tra"),
        (("cascade", "--plan", "52/KH-UBND"), "Đối chiếu chỉ tiêu với cấp trên"),
        (("profile", "Lạc Sơn"), "Hồ sơ chỉ tiêu của địa phương"),
        (("list", "plans"), "Các kế hoạch"),
        (("search", "biết bơi"), "Kết quả tìm kiếm"),
    ],
)
def test_every_answer_as_a_workbook(run, tmp_path: Path, arguments: tuple[str, ...], page: str) -> None:  # type: ignore[no-untyped-def]
    run(*arguments, "--format", "xlsx", "-o", "a.xlsx")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    assert book.sheetnames[0] == page[:31]
    assert book.worksheets[0].freeze_panes is not None
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "biết bơi"),
        ("matrix", "--plan", "52/KH-UBND"),
        ("deadlines",),
        ("check",),
        ("cascade", "--plan", "52/KH-UBND"),
        ("profile", "Lạc Sơn"),
        ("list", "plans"),
        ("search", "biết bơi"),
    ],
)
def test_every_answer_as_a_page(run, arguments: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    page = run(*arguments, "--format", "html").stdout
    assert page.startswith("<!doctype html>") and "<script" not in page and "http" not in page


def test_word_document_is_of_one_agency(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("matrix", "--plan", "52/KH-UBND", "--format", "docx", "-o", "a.docx").exit_code == 2
    arguments = ("--agency", "Phòng Y tế", "--format", "docx", "-o", "a.docx")
    assert run("matrix", "--plan", "52/KH-UBND", *arguments).exit_code == 0
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")


def test_chart(run) -> None:  # type: ignore[no-untyped-def]
    assert run("compare", "biết bơi", "--format", "svg").stdout.startswith("<svg")


def test_export(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("export", "--format", "csv", "-o", "out/csv").exit_code == 0
    assert (tmp_path / "out/csv/datapackage.json").is_file()
    (tmp_path / "file").write_text("")
    assert run("export", "--format", "csv", "-o", "file").exit_code == 2


def test_what_people_checked_is_a_key_to_evaluate_with(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    none = run("export", "--format", "key", "-o", "keys")
    assert none.exit_code == 2 and "no plan has been corrected" in none.output
    source = corpus_dir() / "source" / "digital-commune-bacha-2026.txt"
    assert run("ingest", str(source)).exit_code == 0
    with closing(open_database(tmp_path / "plans.db")) as connection:
        fact = connection.execute(
            "SELECT t.id FROM target t JOIN document d ON d.id = document_id "
            "WHERE file_name = ? AND t.kind = 'numeric' ORDER BY t.position LIMIT 1",
            (source.name,),
        ).fetchone()[0]
        correct(connection, "target", fact, "value", "123.456", author="Hoa")
    assert run("export", "--format", "key", "-o", "keys").exit_code == 0
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [f"{source.stem}.json"]
    answer = run("evaluate", "keys", str(source), "--errors", "--format", "json")
    assert answer.exit_code == 0
    plan = json.loads(answer.stdout)["plans"][0]
    wrong = [error for error in plan["errors"] if error["part"] == "targets, strict"]
    assert sorted(error["what"] for error in wrong) == ["extra", "missed"]
    assert [error["record"]["value"] for error in wrong if error["what"] == "missed"] == [123456]
    assert plan["parts"]["deadlines, strict"]["hits"] == plan["parts"]["deadlines, strict"]["gold"]


def test_a_draft_is_checked_without_being_stored(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    draft = tmp_path / "du-thao.txt"
    draft.write_text(
        "UBND XÃ ĐỒNG TÂM\nSố: 12/KH-UBND\nĐồng Tâm, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nTrồng cây năm 2025\n\n"
        "II. MỤC TIÊU\n1. Tỷ lệ hộ dân tham gia trồng cây đạt 120%.\n\nIII. TỔ CHỨC THỰC HIỆN\n"
        "1. Hội Nông dân xã\nVận động hội viên trồng cây.\n",
        encoding="utf-8",
    )
    before = (tmp_path / "plans.db").read_bytes()
    answer = run("check", "--plan", str(draft), "--severity", "error")
    assert answer.exit_code == 1
    assert "120%" in answer.stdout
    assert (tmp_path / "plans.db").read_bytes() == before
