"""What visitors may change: corrections and uploads, and how both are kept from strangers."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from storage_plans import make_plan
from web_visitor import PLANS, Visitor

from plan_extract.model.errors import UsageError
from plan_extract.resources import corpus_dir
from plan_extract.storage.corrections import correct, load_corrections, undo
from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.rows import make_rows
from plan_extract.storage.writer import insert_plan
from plan_extract.views.answer_keys import export_keys, safe_stem

Visit = Callable[..., Any]


def _rows(database: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql, values).fetchall()


def _target(database: Path) -> str:
    return str(_rows(database, "SELECT id FROM target WHERE value = 19.5")[0][0])


@pytest.mark.parametrize("path", ["/review", "/upload"])
def test_changes_are_off_unless_allowed(visit: Visit, path: str) -> None:
    assert visit().get(path).status_code == 403


@pytest.mark.parametrize(
    ("own", "headers"),
    [
        (False, {}),
        (False, {"origin": "http://evil.example"}),
        (False, {"origin": "http://localhost"}),
        (True, {"origin": "http://evil.example"}),
        (True, {"origin": "null"}),
        (True, {"sec-fetch-site": "cross-site"}),
    ],
)
def test_changes_from_other_sites_are_refused(visit: Visit, database: Path, own: bool, headers: dict[str, str]) -> None:
    values = {"action": "confirm", "table": "target", "fact": _target(database), "author": "x"}
    assert visit(allow_edit=True).post("/review", values, own=own, **headers).status_code == 403
    assert _rows(database, "SELECT * FROM correction") == []


def test_a_wrong_token_is_refused(visit: Visit, database: Path) -> None:
    values = {"csrftoken": "x", "action": "confirm", "table": "target", "fact": _target(database), "author": "x"}
    visitor = visit(allow_edit=True)
    visitor.get("/review")
    assert visitor.post("/review", values, own=True).status_code == 403
    assert _rows(database, "SELECT * FROM correction") == []


@pytest.mark.parametrize(("lang", "title"), [("vi", "Yêu cầu này bị từ chối"), ("en", "This request was refused")])
@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {"host": "evil.example"}, 400),
        ("/review", {"origin": "http://evil.example"}, 403),
        ("/data/target", {"origin": "http://localhost"}, 405),
        ("/review", {"origin": "http://localhost", "content-length": "99999999"}, 413),
    ],
    ids=["host", "stranger", "address", "size"],
)
def test_what_is_refused_is_told_on_a_page(
    visit: Visit, path: str, headers: dict[str, str], status: int, lang: str, title: str
) -> None:
    visitor = visit(allow_edit=True)
    visitor.get("/review")
    visitor.cookies["plan_lang"] = lang
    answer = visitor.get(path, **headers) if status == 400 else visitor.post(path, {}, own=False, **headers)
    page = HTMLParser(answer.text)
    assert (answer.status_code, page.css_first("h1").text()) == (status, title)
    assert page.css_first("html").attributes["lang"] == lang and len(page.css("main p.wide")) == 2


def test_a_form_opened_before_a_restart_comes_back_with_what_was_typed(visit: Visit, database: Path) -> None:
    ask = {"table": "target", "fact": _target(database), "author": "Hoa", "value": "55", "note": "xem lại"}
    before, after = visit(allow_edit=True), visit(allow_edit=True)
    token = before.get("/review").text.split('name="csrftoken" value="')[1].split('"')[0]
    after.cookies.update(before.cookies)
    given = after.post(
        "/review", {**ask, "action": "correct", "csrftoken": token}, own=False, origin="http://localhost"
    )
    form = HTMLParser(given.text).css_first("article.review form")
    typed = {node.attributes["name"]: node.attributes["value"] for node in form.css("input[name]")}
    assert given.status_code == 403 and _rows(database, "SELECT * FROM correction") == []
    assert (typed["value"], typed["author"], typed["note"]) == ("55", "Hoa", "xem lại")
    sent = after.post("/review", {**typed, "action": "correct"}, own=False, origin="http://localhost")
    assert sent.status_code == 303
    assert _rows(database, "SELECT field, value FROM correction") == [("value", "55")]


def test_a_correction_shows_everywhere_and_outlives_a_new_extraction(visit: Visit, database: Path) -> None:
    visitor, fact = visit(allow_edit=True), _target(database)
    answer = visitor.post(
        "/review", {"action": "correct", "table": "target", "fact": fact, "author": "Lê Thị Hoa", "value": "18,25"}
    )
    assert answer.status_code == 303
    assert _rows(database, "SELECT field, machine_value, value, author, active FROM correction") == [
        ("value", "19.5", "18.25", "Lê Thị Hoa", 1)
    ]
    rows = make_rows(make_plan(PLANS[0]), sha256=f"{1:064x}"[::-1], file_name="0.txt", extractor_version="2")
    with closing(open_database(database)) as connection, transaction(connection):
        insert_plan(connection, rows)
    compared = HTMLParser(visitor.get("/compare?indicator=thấp+còi").text)
    assert "18,25 % (đã sửa)" in [row.css("td")[5].text() for row in compared.css("table tbody tr")]
    card = HTMLParser(visitor.get(f"/plan/{rows.document_id}").text).css_first(f"#f-{fact}").text()
    assert "18,25 %" in card and "máy đọc: 19,5" in card
    recent = HTMLParser(visitor.get("/review").text).css_first("ul.recent").text()
    assert "Lê Thị Hoa" in recent and "19,5 → 18,25" in " ".join(recent.split())
    assert "19.5 → 18.25" in " ".join(visitor.get("/review?lang=en").text.replace("<b>", "").split())


def test_only_changed_fields_become_corrections(visit: Visit, database: Path) -> None:
    visitor, fact = visit(allow_edit=True), _target(database)
    form = HTMLParser(visitor.get(f"/review?table=target&fact={fact}").text).css_first("article.review form")
    values = {str(node.attributes["name"]): node.attributes.get("value") or "" for node in form.css("input[name]")}
    for select in form.css("select"):
        chosen = select.css_first("option[selected]")
        values[str(select.attributes["name"])] = (chosen.attributes.get("value") or "") if chosen else ""
    values |= {"action": "correct", "author": "Hoa"}
    unchanged = visitor.post("/review", values)
    assert unchanged.status_code == 422 and "Chưa ô nào được sửa" in unchanged.text
    visitor.post("/review", {**values, "year": "2029"})
    assert _rows(database, "SELECT field, value FROM correction") == [("year", "2029")]


def test_reject_takes_a_fact_out_and_undo_brings_it_back(visit: Visit, database: Path) -> None:
    visitor, fact = visit(allow_edit=True), _target(database)
    visitor.post("/review", {"action": "reject", "table": "target", "fact": fact, "author": "Hoa", "note": "ví dụ"})
    assert "19,5 %" not in visitor.get("/compare?indicator=thấp+còi").text
    number = _rows(database, "SELECT id FROM correction WHERE active = 1")[0][0]
    assert visitor.post("/review", {"action": "undo", "correction": str(number)}).status_code == 422
    visitor.post("/review", {"action": "undo", "correction": str(number), "author": "Lan"})
    assert "19,5 %" in visitor.get("/compare?indicator=thấp+còi").text
    ((active, note),) = _rows(database, "SELECT active, note FROM correction")
    assert active == 0 and note.startswith("ví dụ [taken back] Lan, 20")


def test_a_changed_field_is_never_confirmed_away(visit: Visit, database: Path) -> None:
    visitor, fact = visit(allow_edit=True), _target(database)
    ask = {"table": "target", "fact": fact, "author": "Hoa", "value": "55"}
    refused = visitor.post("/review", {**ask, "action": "confirm"})
    form = HTMLParser(refused.text).css_first("article.review form")
    assert refused.status_code == 422 and "Có ô đã sửa" in refused.text
    assert form.css_first("input[name=value]").attributes["value"] == "55"
    assert form.css_first("button").attributes["value"] == "correct", "what the Enter key presses"
    assert _rows(database, "SELECT count(*) FROM correction") == [(0,)]


@pytest.mark.parametrize(("value", "said"), [("bảy mươi", "không phải là số"), ("18.5.2", "không phải là số")])
def test_what_was_typed_stays_beside_what_is_wrong_with_it(visit: Visit, database: Path, value: str, said: str) -> None:
    visitor, fact = visit(allow_edit=True), _target(database)
    answer = visitor.post(
        "/review", {"table": "target", "fact": fact, "author": "Hoa", "value": value, "action": "correct"}
    )
    page = HTMLParser(answer.text)
    assert answer.status_code == 422 and said in page.css_first("p.problem[role=alert]").text()
    assert page.css_first("article.review input[name=value]").attributes["value"] == value


@pytest.mark.parametrize("address", ["/deadlines?month=9999-12", "/deadlines?month=0001-01"])
def test_months_that_no_calendar_reaches(visit: Visit, address: str) -> None:
    answer = visit().get(address)
    assert answer.status_code == 404 and "không phải là tháng" in answer.text


def test_the_queue_holds_doubtful_facts_until_somebody_decides(visit: Visit, database: Path) -> None:
    visitor = visit(allow_edit=True)
    facts = [node.attributes["value"] for node in HTMLParser(visitor.get("/review").text).css("input[name=fact]")]
    doubtful = _rows(database, "SELECT id FROM responsibility WHERE confidence < 0.85")
    assert sorted(str(fact) for fact in facts) == sorted(row[0] for row in doubtful)
    visitor.post("/review", {"action": "confirm", "table": "responsibility", "fact": str(facts[0]), "author": "Hoa"})
    left = [node.attributes["value"] for node in HTMLParser(visitor.get("/review").text).css("input[name=fact]")]
    assert left == facts[1:]


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("target", "value", "nhiều"),
        ("target", "year", "20300"),
        ("target", "unit", "mét"),
        ("target", "measure", "  "),
        ("target", "quote", "x"),
        ("document", "title", "x"),
        ("deadline", "date", "31/6/2026"),
        ("deadline", "date", "giữa năm"),
        ("responsibility", "role", "boss"),
    ],
)
def test_values_that_a_field_cannot_have_are_refused(database: Path, table: str, field: str, value: str) -> None:
    fact = _rows(database, f"SELECT id FROM {table}")[0][0]
    with closing(open_database(database)) as connection, pytest.raises(UsageError):
        correct(connection, table, fact, field, value, author="Hoa")
    assert _rows(database, "SELECT * FROM correction") == []


@pytest.mark.parametrize(
    ("typed", "stored"), [("1.500", "1500"), ("18.5", "18.5"), ("18,5", "18.5"), ("0,125", "0.125"), ("", None)]
)
def test_figures_are_read_as_plans_print_them(database: Path, typed: str, stored: str | None) -> None:
    fact = _target(database)
    with closing(open_database(database)) as connection:
        correct(connection, "target", fact, "value", typed, author="Hoa")
    assert _rows(database, "SELECT value FROM correction") == [(stored,)]


def test_undo_goes_back_one_step_at_a_time(database: Path) -> None:
    fact = _target(database)
    with closing(open_database(database)) as connection:
        steps = [correct(connection, "target", fact, "value", value, author="Hoa") for value in ("1", "2", "3")]

        def current() -> list[str | None]:
            return [row.value for row in load_corrections(connection, fact[:16])]

        seen = [current()]
        for step in (steps[2], steps[1], steps[0]):
            undo(connection, step, author="Lan")
            seen.append(current())
        assert seen == [["3"], ["2"], ["1"], []]
        with pytest.raises(UsageError):
            undo(connection, steps[0], author="Lan")


def _upload(visitor: Visitor, *files: tuple[str, bytes]) -> Any:
    return visitor.post("/upload", {}, files=[("files", (name, content, "text/plain")) for name, content in files])


def test_files_are_kept_under_names_of_our_own_and_only_of_known_kinds(visit: Visit, tmp_path: Path) -> None:
    visitor = visit(allow_upload=True)
    answer = _upload(
        visitor, ("../../trap.txt", b"x" * 10), ("run.exe", b"MZ"), ("empty.txt", b""), ("a.txt.html/../b.php", b"x")
    )
    assert answer.status_code == 303
    kept = list((tmp_path / "taken").iterdir())
    assert [path.suffix for path in kept] == [".txt"]
    assert len(kept[0].stem) == 32 and set(kept[0].stem) <= set("0123456789abcdef")
    assert not (tmp_path.parent / "trap.txt").exists() and not (tmp_path / "trap.txt").exists()
    page = HTMLParser(visitor.get(answer.headers["location"]).text).css_first("main").text()
    assert "trap.txt" in page and "run.exe" in page and "b.php" in page


def test_more_than_allowed_is_refused_before_it_is_kept(visit: Visit, tmp_path: Path) -> None:
    visitor = visit(allow_upload=True, upload_bytes=1000)
    assert _upload(visitor, ("big.txt", b"x" * 2000)).status_code == 413
    assert not (tmp_path / "taken").exists()


def test_a_plan_brought_in_is_there(visit: Visit, database: Path) -> None:
    visitor = visit(allow_upload=True)
    source = corpus_dir() / "source" / "children-commune-ngoclau-2022.txt"
    answer = _upload(visitor, ("kế hoạch.txt", source.read_bytes()), ("hỏng.pdf", b"%PDF-1.7 nothing"))
    job = visitor.site.plan_jobs[answer.headers["location"].rsplit("/", 1)[1]]
    visitor.loop.run_until_complete(job.task)
    page = HTMLParser(visitor.get(answer.headers["location"]).text).css_first("main")
    lines = {item.css_first("b").text(): item for item in page.css("ul.hits li")}
    assert "đã lưu" in lines["kế hoạch.txt"].text()
    assert "lỗi" in lines["hỏng.pdf"].text()
    assert lines["hỏng.pdf"].css_first("p.hint").text() == "Tệp hỏng: lấy lại bản gốc"
    assert lines["hỏng.pdf"].css_first("details p[lang=en]").text().startswith("the PDF is cut off")
    english = HTMLParser(visitor.get(f"{answer.headers['location']}?lang=en").text).css("ul.hits p.hint")
    assert [hint.text().endswith("The file is damaged: get it again") for hint in english] == [True]
    link = lines["kế hoạch.txt"].css_first("a").attributes["href"]
    assert visitor.get(link).status_code == 200
    assert _rows(database, "SELECT count(*) FROM document") == [(3,)]


def test_a_file_keeps_the_name_that_it_came_with(visit: Visit, database: Path, tmp_path: Path) -> None:
    visitor = visit(allow_upload=True, allow_edit=True)
    source = corpus_dir() / "source" / "children-commune-ngoclau-2022.txt"
    answer = _upload(visitor, ("Kế hoạch: xã 2022.txt", source.read_bytes()), ("hỏng.pdf", b"%PDF-1.7 nothing"))
    visitor.loop.run_until_complete(visitor.site.plan_jobs[answer.headers["location"].rsplit("/", 1)[1]].task)
    ((plan, name),) = _rows(database, "SELECT id, file_name FROM document WHERE reader <> 'test'")
    assert name == "Kế hoạch: xã 2022.txt"
    failures = HTMLParser(visitor.get("/").text).css("ul.failures code")
    assert [node.text() for node in failures] == ["hỏng.pdf"]
    assert "hỏng.pdf" in _rows(database, "SELECT message FROM ingest_file WHERE outcome = 'failed'")[0][0]
    original = HTMLParser(visitor.get(f"/plan/{plan}").text).css_first(f"a[href='/plan/{plan}/file']").text()
    assert original == "Tệp gốc: Kế hoạch: xã 2022.txt"
    assert unquote(visitor.get(f"/plan/{plan}/file").headers["content-disposition"]).endswith("Kế hoạch: xã 2022.txt")
    fact = _rows(database, "SELECT id FROM goal WHERE document_id = ?", plan)[0][0]
    visitor.post("/review", {"action": "confirm", "table": "goal", "fact": fact, "author": "Hoa"})
    with closing(open_database(database)) as connection:
        assert [path.name for path in export_keys(connection, tmp_path)] == ["Kế hoạch_ xã 2022.json"]
    assert all(len(path.stem) == 32 for path in (tmp_path / "taken").iterdir())


@pytest.mark.parametrize(
    ("name", "stem"),
    [("con.txt", "_con"), ("..", "_"), ("-rf.txt", "_rf"), ("a|b?.pdf", "a_b_"), ("ế" * 100 + ".txt", "ế" * 50)],
)
def test_names_of_keys_are_names_on_every_system(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("số.txt", b"12345 67890 -- 1,2\n" * 50, "Không có chữ. Tệp chỉ có số hoặc ký hiệu: kiểm tra xem có chọn đúng tệp không"),
        ("chữ.txt", b"x" * 400,
         "Không phải tiếng Việt. Không đọc ra tiếng Việt: kiểm tra xem có chọn đúng tệp không; nếu là bản chụp, lấy bản rõ hơn"),
        ("nhiễu.docx", bytes(range(256)) * 20, "Định dạng chưa đọc được: lưu lại thành .docx hoặc .pdf"),
        ("thơ.txt", "Trời xanh mây trắng, gió thổi qua đồi. ".encode() * 9,
         "Không phải kế hoạch: kiểm tra xem có chọn đúng tệp không"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_a_failure_with_its_reason(
    visit: Visit, database: Path, name: str, content: bytes, told: str
) -> None:
    visitor = visit(allow_upload=True)
    answer = _upload(visitor, (name, content))
    visitor.loop.run_until_complete(visitor.site.plan_jobs[answer.headers["location"].rsplit("/", 1)[1]].task)
    (item,) = HTMLParser(visitor.get(answer.headers["location"]).text).css("ul.hits li")
    assert (item.css_first("b").text(), item.attributes["class"]) == (name, "o-failed")
    assert item.css_first("p.hint").text() == told
    assert _rows(database, "SELECT count(*) FROM document") == [(2,)]


def test_what_came_of_a_file_is_told_in_the_language_of_the_page(visit: Visit) -> None:
    visitor = visit(allow_upload=True)
    answer = _upload(visitor, ("a.txt", b"KE HOACH\nKhong co gi " * 9), ("b.txt", b"KE HOACH\nKhong co gi " * 9))
    job = visitor.site.plan_jobs[answer.headers["location"].rsplit("/", 1)[1]]
    visitor.loop.run_until_complete(job.task)
    hints = HTMLParser(visitor.get(answer.headers["location"]).text).css("ul.hits p.hint")
    assert sorted(hint.text() for hint in hints) == [
        "Tệp trùng. Không cần làm gì", "Ít dữ kiện. Kiểm tra xem có phải kế hoạch không",
    ]  # fmt: skip
    english = visitor.get(f"{answer.headers['location']}?lang=en").text
    assert "the same file as a.txt, kept once" in english or "the same file as b.txt, kept once" in english


def test_an_archive_is_opened_and_each_file_in_it_told(visit: Visit, database: Path) -> None:
    visitor = visit(allow_upload=True)
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.write(corpus_dir() / "source" / "children-commune-ngoclau-2022.txt", "xã A/kế hoạch.txt")
        archive.writestr("../../bẫy.txt", "x" * 40)
        archive.writestr("hỏng.pdf", b"%PDF-1.7 nothing")
    answer = _upload(visitor, ("huyện.zip", content.getvalue()))
    job = visitor.site.plan_jobs[answer.headers["location"].rsplit("/", 1)[1]]
    visitor.loop.run_until_complete(job.task)
    page = HTMLParser(visitor.get(answer.headers["location"]).text).css_first("main")
    lines = {item.css_first("b").text(): item.text() for item in page.css("ul.hits li")}
    assert sorted(name[:10] for name in lines) == ["huyện.zip", *["huyện.zip/"] * 3]
    assert "đã lưu" in lines["huyện.zip/xã A/kế hoạch.txt"]
    assert "lỗi" in lines["huyện.zip/hỏng.pdf"]
    assert _rows(database, "SELECT count(*) FROM document") == [(3,)]


def test_search_and_compare_by_words_know_what_people_said(visit: Visit, database: Path) -> None:
    visitor, fact = visit(allow_edit=True), _target(database)
    ask = {"table": "target", "fact": fact, "author": "Hoa"}
    visitor.post("/review", {**ask, "action": "correct", "measure": "tỷ lệ kỳ quặc"})
    assert f"#t-{fact}" in visitor.get("/search?q=ky+quac").text
    assert "tỷ lệ kỳ quặc" in visitor.get("/compare?indicator=ky+quac").text
    visitor.post("/review", {**ask, "action": "reject"})
    assert fact not in visitor.get("/search?q=ky+quac").text
    assert fact not in visitor.get("/search?q=thap+coi").text
    assert "tỷ lệ kỳ quặc" not in visitor.get("/compare?indicator=ky+quac").text
