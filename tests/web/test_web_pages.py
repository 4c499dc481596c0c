"""The pages as the server makes them."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from storage_plans import HUE
from web_visitor import HOSTILE, store

from plan_extract.analysis.compare import CompareQuestion, compare
from plan_extract.analysis.standing import make_standings
from plan_extract.storage.database import open_database, open_reader
from plan_extract.views.standing import group_title
from plan_extract.web.plugin import ROUTES
from plan_extract.web.words import WORDS

Visit = Callable[..., Any]
PAGES = (
    "/", "/plans", "/search?q=lao+dong", "/compare", "/compare?indicator=suy+dinh+duong", "/matrix",
    "/matrix?locality=Hu%E1%BA%BF&by=task", "/deadlines", "/deadlines?month=2026-06", "/checks", "/cascade", "/review", "/upload",
)  # fmt: skip


def _id(database: Path, number: str = "52") -> str:
    with sqlite3.connect(database) as connection:
        return str(connection.execute("SELECT id FROM document WHERE number = ?", (number,)).fetchone()[0])


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_in_both_languages(visit: Visit, path: str) -> None:
    visitor = visit(allow_edit=True, allow_upload=True)
    pages = [HTMLParser(visitor.get(f"{path}{'&' if '?' in path else '?'}lang={lang}").text) for lang in ("vi", "en")]
    assert [page.css_first("html").attributes["lang"] for page in pages] == ["vi", "en"]
    assert all(len(page.css("h1")) == 1 for page in pages)
    assert [page.css_first("a.lang").text() for page in pages] == ["English", "Tiếng Việt"]


def test_the_language_once_chosen_stays(visit: Visit) -> None:
    visitor = visit()
    assert 'lang="vi"' in visitor.get("/plans").text
    visitor.get("/plans?lang=en")
    assert '<html lang="en">' in visitor.get("/compare").text


@pytest.mark.parametrize("path", [*PAGES, "/data", "/assets/site.css", "/nowhere"])
def test_headers_keep_foreign_script_and_frames_out(visit: Visit, path: str) -> None:
    headers = visit().get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_pages_take_nothing_from_a_network_and_hold_no_script(visit: Visit, path: str) -> None:
    page = HTMLParser(visit(allow_edit=True, allow_upload=True).get(path).text)
    assert [node.attributes.get("src") for node in page.css("script")] == ["/assets/site.js"]
    assert page.css("style") == []
    named = [node.attributes.get(name) for name in ("src", "href", "action") for node in page.css(f"[{name}]")]
    assert [address for address in named if address and "//" in address] == []
    for node in page.css("*"):
        assert [name for name in node.attributes if name.startswith("on") or name == "style"] == []


def test_script_in_a_plan_stays_text(visit: Visit, database: Path) -> None:
    text = f"9|KH-UBND|UBND xã {HOSTILE}|2026-01-15|Huế\n{HOSTILE} bẫy: 5% 2026\n{HOSTILE} -> làm việc {HOSTILE} trước ngày 15/06/2026\n"
    plan = store(database, text, title=HOSTILE)
    visitor = visit(allow_edit=True, allow_upload=True)
    for path in (
        f"/plan/{plan}", "/plans", "/search?q=script", "/compare?indicator=bẫy", f"/matrix?plan={plan}&by=task",
        f"/compare?indicator={HOSTILE}", f"/search?q={HOSTILE}", "/deadlines?month=2026-06", f"/checks?plan={plan}",
        f"/review?plan={plan}", "/data/document", f"/cascade?plan={plan}",
    ):  # fmt: skip
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        page = HTMLParser(answer.text)
        assert page.css("img[src=x]") == [], path
        assert not any("alert" in (node.text() or "") for node in page.css("script")), path


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_foreign_names_of_this_machine_are_refused(visit: Visit, host: str) -> None:
    assert visit().get("/", host=host).status_code == 400


@pytest.mark.parametrize("sql", ["DELETE FROM document", "UPDATE document SET title = 'x'", "ATTACH 'x.db' AS x"])
def test_readers_cannot_write_with_sql(visit: Visit, database: Path, sql: str) -> None:
    assert visit().get(f"/data.json?sql={sql}").status_code == 400
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM document WHERE title = 'x'").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (2,)


def test_tables_facets_and_json_of_datasette_stand_below(visit: Visit) -> None:
    answer = visit().get("/data/target_comparison.json?_shape=array&_facet=province&province=Huế").json()
    assert {row["province"] for row in answer} == {"Huế"}
    assert {row["value"] for row in answer} == {19.5, 120}


def test_the_grid_counts_plans_and_shows_gaps(visit: Visit, database: Path) -> None:
    store(database, HUE, province="An Giang", period_start=2028, period_end=2028, number="3")
    page = HTMLParser(visit().get("/?rows=province&columns=year").text)
    heads = [cell.text(strip=True) for cell in page.css("table.grid thead th")]
    assert heads == ["Tỉnh", "2026", "2027", "2028", "2029", "2030", "Tổng"]
    rows = {row.css_first("th").text(): row.css("td") for row in page.css("table.grid tbody tr")}
    assert list(rows) == ["An Giang", "Huế", "Quảng Trị"]
    assert [cell.text(strip=True) for cell in rows["Huế"]] == ["1", "1", "1", "1", "1", "1"]
    assert ["gap" in cell.attributes.get("class", "") for cell in rows["An Giang"]] == [
        True,
        True,
        False,
        True,
        True,
        False,
    ]
    assert rows["An Giang"][2].css_first("a").attributes["href"] == "/plans?province=An+Giang&year=2028"


def test_a_cell_of_the_grid_lists_its_plans(visit: Visit) -> None:
    page = HTMLParser(visit().get("/plans?province=Huế&year=2027").text)
    assert len(page.css("ul.plans li")) == 1
    assert "52/KH-UBND" in page.css_first("ul.plans").text()


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("thap coi", {"thấp", "còi"}),
        ("LAO ĐỘNG", {"lao", "động"}),
        ("lao dong", {"lao", "động"}),
        ("cong an", {"công", "an"}),
    ],
)
def test_search_forgives_accents_and_marks_the_words(visit: Visit, words: str, hits: set[str]) -> None:
    page = HTMLParser(visit().get(f"/search?q={words}").text)
    assert {node.text().casefold() for node in page.css("main mark")} == hits
    assert any((link.attributes["href"] or "").startswith("/plan/") for link in page.css("ul.hits a"))


def test_search_for_nothing_known_names_what_is_near(visit: Visit) -> None:
    page = HTMLParser(visit().get("/search?q=suy+dinh+duongg+thap+coii").text)
    assert "suy dinh dưỡng thấp còi" in page.css_first("main").text()


def test_a_plan_shows_its_text_whole_with_marks_that_lead_to_facts(visit: Visit, database: Path) -> None:
    plan = _id(database)
    page = HTMLParser(visit().get(f"/plan/{plan}").text)
    with closing(open_reader(database)) as connection:
        text = connection.execute("SELECT text FROM document_text WHERE document_id = ?", (plan,)).fetchone()[0]
    assert page.css_first("#text").text() == text
    for link in page.css("#text a[data-f]"):
        for fact in (link.attributes["data-f"] or "").split():
            assert page.css_first(f"#f-{fact}") is not None
    target = next(card for card in page.css("article.k-target") if "thấp còi" in card.text())
    fact = target.attributes["data-f"]
    assert "19,5 %" in target.css_first("h2").text()
    assert page.css_first(f'#text a[data-f~="{fact}"]:not(.also)').text().startswith("Tỷ lệ trẻ em")
    assert page.css_first(f"#t-{fact}") is not None


def test_facts_are_narrowed_by_kind_and_confidence(visit: Visit, database: Path) -> None:
    visitor, plan = visit(), _id(database)
    kinds = HTMLParser(visitor.get(f"/plan/{plan}?kind=deadline&kind=task").text).css("article.fact")
    assert {"k-task", "k-deadline"} == {(card.attributes["class"] or "").split()[1] for card in kinds}
    doubtful = HTMLParser(visitor.get(f"/plan/{plan}?below=0.85").text).css("article.fact")
    assert [(card.attributes["class"] or "").split()[1] for card in doubtful] == ["k-task"]


def test_the_original_file_is_given_only_unchanged(visit: Visit, database: Path) -> None:
    plan = _id(database)
    assert visit().get(f"/plan/{plan}/file").status_code == 404


def test_compare_is_in_its_address_and_downloads_what_is_seen(visit: Visit) -> None:
    visitor = visit()
    page = HTMLParser(visitor.get("/compare?indicator=suy+dinh+duong&within=Quảng+Trị").text)
    assert page.css_first("select[name=within] option[selected]").text() == "Quảng Trị"
    cells = [row.css("td")[5].text() for row in page.css("table tbody tr")]
    assert cells == ["22 %"]
    chart = visitor.get(page.css_first("figure img").attributes["src"])
    assert chart.headers["content-type"].startswith("image/svg+xml")
    assert "Quảng Trị" in chart.text and "22 %" in chart.text
    links = {link.text(): link.attributes["href"] for link in page.css("p.links a[download]")}
    csv = visitor.get(links["CSV"])
    assert csv.content.startswith(b"\xef\xbb\xbf")
    assert csv.text.count("Quảng Trị") >= 1 and "19.5" not in csv.text
    book = openpyxl.load_workbook(io.BytesIO(visitor.get(links["Excel"]).content))
    assert book.sheetnames[-1] == "Dữ liệu đầy đủ" and len(book.sheetnames) > 2
    assert "22 %" in {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert 22 in {cell.value for row in book.worksheets[-1].iter_rows() for cell in row}
    every = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert not {19.5, 120, "19,5 %"} & every


def test_a_comparison_is_ranked_as_in_the_terminal(visit: Visit, database: Path) -> None:
    """Words that several indicators share: each has tables and ranks of its own, here and there."""
    store(
        database,
        "3|KH-UBND|UBND tỉnh Gia Lai|2021-01-15|Gia Lai\n"
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi: 23% 2030\n"
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân: 12% 2030\n",
    )
    visitor = visit()
    page = HTMLParser(visitor.get("/compare?indicator=suy+dinh+duong").text)
    shown = {
        title.text(): [[cell.text() for cell in row.css("td")][:6] for row in table.css("tbody tr")]
        for title, table in zip(page.css("main h3"), page.css("main table"), strict=True)
    }
    with closing(open_database(database)) as connection:
        standings = make_standings(connection, compare(connection, CompareQuestion("suy dinh duong")))
    assert len(shown) > 1
    for group in standings.groups:
        rows = shown[group_title(group, "vi")][len(group.country) :]
        assert [row[0] for row in rows] == [str(row.rank or "") for row in group.rows]
        assert [row[2] for row in rows] == [row.target.place for row in group.rows]
    answer = json.loads(visitor.get("/compare.json?indicator=suy+dinh+duong").text)
    assert len(answer["standings"]["groups"]) == len(standings.groups)


def test_units_are_never_in_one_table(visit: Visit) -> None:
    page = HTMLParser(visit().get("/compare?indicator=hộ+nghèo").text)
    assert [row.css("td")[5].text() for row in page.css("table tbody tr")] == ["120 hộ", "120 hộ"]


def test_an_unknown_place_is_told(visit: Visit) -> None:
    answer = visit().get("/compare?indicator=suy+dinh+duong&within=Atlantis")
    assert answer.status_code == 404
    assert "Atlantis" in answer.text


def test_the_matrix_leads_to_its_sentences(visit: Visit, database: Path) -> None:
    visitor = visit()
    page = HTMLParser(visitor.get(f"/matrix?plan={_id(database)}&by=task").text)
    assert [head.text(strip=True) for head in page.css("thead th")][1:] == ["Sở Lao động", "Công an tỉnh", "Ghi chú"]
    link = page.css_first("td.mark a")
    assert link.text(strip=True) == "C"
    shown = HTMLParser(visitor.get((link.attributes["href"] or "").partition("#")[0]).text).css_first("#cell")
    assert "thực hiện chỉ tiêu 1" in shown.text()


def test_deadlines_as_calendar_list_and_feed(visit: Visit) -> None:
    visitor = visit()
    page = HTMLParser(visitor.get("/deadlines?month=2026-06").text)
    assert [cell.css_first("time").text() for cell in page.css(".calendar td") if cell.css("li")] == ["14"]
    assert "14/06/2026" in page.css_first("table.sortable").text()
    assert HTMLParser(visitor.get("/deadlines?month=2026-07").text).css("table.sortable") == []
    feed = visitor.get("/deadlines.ics")
    assert feed.headers["content-type"].startswith("text/calendar")
    assert feed.text.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20260614" in feed.text


def test_deadlines_of_several_agencies(visit: Visit) -> None:
    visitor = visit()
    everything = json.loads(visitor.get("/deadlines.json?month=all").text)["dates"]
    names = sorted({name for row in everything for name in row["agencies"]})
    first, second = names[0], names[-1]
    of = {
        name: json.loads(visitor.get(f"/deadlines.json?month=all&agency={quote(name)}").text)["dates"] for name in names
    }
    address = f"/deadlines?month=all&agency={quote(first)}&agency={quote(second)}&agency="
    page = HTMLParser(visitor.get(address).text)
    boxes = page.css("form.choices input[type=checkbox][name=agency][checked]")
    assert [box.attributes["value"] for box in boxes] == [first, second]
    wanted = {row["deadline_id"] for name in (first, second) for row in of[name]}
    assert len(page.css("table.sortable tbody tr")) == len(wanted) > len(of[first]) > 0
    feed = page.css_first("input.address").attributes["value"].removeprefix("http://localhost")
    assert visitor.get(feed).text.count("BEGIN:VEVENT") == len(wanted)
    assert f"SUMMARY:{first}: " in visitor.get(feed).text.replace("\r\n ", "")


@pytest.mark.parametrize("path", ["/nowhere", "/a/b/c/d", "/plan/x", "/plan/../../etc/passwd", "/data/nowhere"])
def test_addresses_that_lead_nowhere_are_told(visit: Visit, path: str) -> None:
    answer = visit().get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert path.startswith("/data") or "Không có trang này." in answer.text


def test_every_page_is_named_in_the_manual() -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs" / "web.md").read_text(encoding="utf-8")
    for pattern, _ in ROUTES:
        path = pattern.strip("^$").replace(r"(?:\.(?P<form>csv|xlsx|json|svg|ics))?", "")
        path = path.replace("(?P<plan>[0-9a-f]{16})", "ID").replace("(?P<job>[0-9a-f]{16})", "JOB")
        path = path.replace("(?P<number>[0-9]{1,5})", "N").replace("\\.", ".")
        assert f"`{path}`" in manual, path


def test_words_are_there_in_both_languages() -> None:
    assert all(vietnamese and english for vietnamese, english in WORDS.values())


def test_findings_are_narrowed_to_one_check(visit: Visit) -> None:
    visitor = visit()
    page = HTMLParser(visitor.get("/checks").text)
    everything = [row.css("td")[1].text() for row in page.css("tbody tr")]
    assert len(set(everything)) > 1
    link = next(item for item in page.css("nav.tabs a") if item.text().startswith(everything[0]))
    narrowed = [
        row.css("td")[1].text() for row in HTMLParser(visitor.get(link.attributes["href"]).text).css("tbody tr")
    ]
    assert narrowed == [name for name in everything if name == everything[0]]
    assert f"({len(narrowed)})" in link.text()
    rows = visitor.get(link.attributes["href"].replace("/checks?", "/checks.json?")).json()["findings"]
    assert len(rows) == len(narrowed)


def test_a_finding_leads_to_its_place_in_the_text(visit: Visit) -> None:
    visitor = visit()
    rows = HTMLParser(visitor.get("/checks").text).css("tbody tr")
    row = next(row for row in rows if "at=" in row.css_first("td:last-child a").attributes["href"])
    address, _, place = row.css_first("td:last-child a").attributes["href"].partition("#")
    mark = HTMLParser(visitor.get(address).text).css_first(f"#text #{place}")
    assert mark is not None
    start = int(address.rpartition("at=")[2])
    before = 0
    node = mark.prev
    while node is not None:
        before += len(node.text())
        node = node.prev
    assert before <= start


@pytest.mark.parametrize("path", ["/cascade", "/matrix"])
def test_a_plan_is_chosen_by_its_words(visit: Visit, database: Path, path: str) -> None:
    visitor = visit()
    assert len(HTMLParser(visitor.get(path).text).css("ul.hits li")) == 2
    found = HTMLParser(visitor.get(f"{path}?q=quang+tri").text).css("ul.hits li")
    assert len(found) == 1 and {mark.text() for mark in found[0].css("mark")} >= {"Quảng", "Trị"}
    assert found[0].css_first("a").attributes["href"].startswith(f"{path}?plan=")
    assert visitor.get(found[0].css_first("a").attributes["href"]).status_code == 200
    assert "Không tìm thấy" in visitor.get(f"{path}?q=khongdauco").text


def test_the_cascade_names_cited_plans_that_are_not_there(visit: Visit, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(
            "UPDATE legal_reference SET type = 'Kế hoạch', number = '31/KH-UBND', date = '2021-02-04', issuer = ?",
            (HOSTILE,),
        )
        own = str(
            connection.execute("SELECT id FROM legal_reference WHERE document_id = ?", (_id(database),)).fetchone()[0]
        )
    for lang, title, day in (
        ("vi", "Kế hoạch được viện dẫn, không có trong cơ sở dữ liệu", "04/02/2021"),
        ("en", "Plans cited that are not in the database", "2021-02-04"),
    ):
        page = HTMLParser(visit().get(f"/cascade?plan={_id(database)}&lang={lang}").text)
        assert title in [head.text() for head in page.css("h2")]
        (item,) = page.css("ul.absent li")
        assert "Kế hoạch 31/KH-UBND" in item.text() and day in item.text() and HOSTILE in item.text()
        assert item.css_first("a").attributes["href"] == f"/plan/{_id(database)}#t-{own}"
    assert HTMLParser(visit().get(f"/plan/{_id(database)}").text).css(f"#t-{own}")
    assert not HTMLParser(visit().get(f"/cascade?plan={_id(database)}&down=1").text).css("ul.absent")


def test_the_cascade_down_names_units_without_a_plan(visit: Visit, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE document SET level = 'district' WHERE id = ?", (_id(database),))
        place = connection.execute("SELECT locality_id FROM document WHERE id = ?", (_id(database),)).fetchone()[0]
    assert place is not None
    for lang, words in (("vi", "Đơn vị không có kế hoạch"), ("en", "Units with no plan for it")):
        page = HTMLParser(visit().get(f"/cascade?plan={_id(database)}&down=1&lang={lang}").text)
        assert page.css_first("p.unplanned").text().startswith(words)
    assert not HTMLParser(visit().get(f"/cascade?plan={_id(database)}").text).css("p.unplanned")


@pytest.mark.parametrize(
    ("path", "pages"),
    [
        ("/matrix.xlsx?plan={plan}&by=task", 
         ["Ma trận trách nhiệm", "Tổng hợp", "1. Công an thành phố Huế", "2. Sở Lao động - Thương binh và", "Nguồn"]),
        ("/cascade.xlsx?plan={plan}", ["Đối chiếu chỉ tiêu với cấp trên", "Nguồn", "Dữ liệu đầy đủ"]),
        ("/checks.xlsx?plan={plan}", ["Kết quả kiểm tra", "Nguồn", "Dữ liệu đầy đủ"]),
        ("/deadlines.xlsx?month=all", ["Thời hạn", "Nguồn", "Dữ liệu đầy đủ"]),
    ],
)  # fmt: skip
def test_a_workbook_has_the_worksheets_of_the_terminal(
    visit: Visit, database: Path, path: str, pages: list[str]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(visit().get(path.format(plan=_id(database))).content))
    assert book.sheetnames == [name[:31] for name in pages]


def test_deadlines_offer_every_form(visit: Visit) -> None:
    visitor = visit()
    links = HTMLParser(visitor.get("/deadlines?month=2026-06").text).css("p.links a[download]")
    assert [link.text() for link in links] == ["Excel", "CSV", "JSON"]
    answer = json.loads(visitor.get(links[2].attributes["href"]).text)
    assert [row["due"] for row in answer["dates"]] == ["2026-06-14"] * 2


def test_a_limit_that_only_comes_back_is_said_once(visit: Visit, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE deadline SET date = NULL, recurrence = 'weekly', relation = 'every'")
    visitor = visit()
    row = HTMLParser(visitor.get("/deadlines?month=all").text).css_first("table.sortable tbody tr")
    assert row.css("td")[1].text().count("hằng tuần") == 1
    weeks = json.loads(visitor.get("/deadlines.json?month=2026-06").text)["dates"]
    assert {row["due"] for row in weeks} == {"2026-06-07", "2026-06-14", "2026-06-21", "2026-06-28"}


def test_search_shows_where_a_plan_was_found(visit: Visit) -> None:
    hit = HTMLParser(visit().get("/search?q=quang+tri").text).css_first("ul.hits li")
    assert {mark.text() for mark in hit.css("p.hint mark")} == {"Quảng", "Trị"}


def test_the_address_of_the_feed_is_whole(visit: Visit) -> None:
    visitor = visit()
    field = HTMLParser(visitor.get("/deadlines?month=2026-06&within=Hu%E1%BA%BF").text).css_first("input.address")
    address = field.attributes["value"]
    assert address.startswith("http://localhost") and "within=Hu%E1%BA%BF" in address
    assert visitor.get(address.removeprefix("http://localhost")).text.startswith("BEGIN:VCALENDAR")


def test_files_from_the_browser_are_not_called_by_their_random_names(visit: Visit, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE document SET file_name = ? WHERE number = '52'", ("0123456789abcdef" * 2 + ".docx",))
    assert "0123456789abcdef" not in HTMLParser(visit().get(f"/plan/{_id(database)}").text).css_first("main").text()


def test_facts_on_an_english_page_say_what_is_vietnamese(visit: Visit) -> None:
    visitor = visit()
    plan = HTMLParser(visitor.get("/plans").text).css_first("ul.plans a").attributes["href"]
    for lang, marked in (("en", "vi"), ("vi", None)):
        card = HTMLParser(visitor.get(f"{plan}?lang={lang}").text).css_first("article.k-target")
        pieces = [(node.text(), node.attributes.get("lang")) for node in card.css("h2 a span")]
        assert [lang for _, lang in pieces] == [marked, None, None]
        assert pieces[0][0] == "Tỷ lệ trẻ em suy dinh dưỡng thấp còi"
    agency = HTMLParser(visitor.get(f"{plan}?lang=en").text).css_first("ul.who li")
    assert [(node.text(), node.attributes["lang"]) for node in agency.css("span")] == [("Sở Lao động", "vi")]


def test_every_fact_of_a_passage_is_led_to_from_the_text(visit: Visit) -> None:
    visitor = visit()
    plan = HTMLParser(visitor.get("/plans").text).css_first("ul.plans a").attributes["href"]
    page = HTMLParser(visitor.get(plan).text)
    cards = {card.attributes["id"] for card in page.css("article.fact")}
    led_to = {link.attributes["href"][1:] for link in page.css("#text a")}
    assert led_to == cards
    labels = [link.attributes["aria-label"] for link in page.css("#text a.also")]
    assert labels == [
        "văn bản viện dẫn: Luật Trẻ em",
        "mức chỉ tiêu: Tỷ lệ trẻ em suy dinh dưỡng thấp còi: 19,5 %",
        "mức chỉ tiêu: Số hộ nghèo: 120 hộ",
    ]


@pytest.mark.parametrize("path", ["/data", "/data/target", "/data?sql=select+1", "/data/nowhere"])
def test_datasettes_pages_stand_in_the_frame_and_language_of_the_site(visit: Visit, path: str) -> None:
    visitor = visit()
    for lang, home in (("vi", "Trang đầu"), ("en", "Home")):
        visitor.cookies["plan_lang"] = lang
        page = HTMLParser(visitor.get(path).text)
        assert page.css_first("html").attributes["lang"] == lang
        assert page.css_first("header.top nav a").text() == home


@pytest.mark.parametrize(
    ("back", "goes_to"),
    [("/data/target?_sort=id", "/data/target?_sort=id"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("x", "/")],
)
def test_the_language_is_kept_and_leads_back_to_pages_of_the_site_alone(visit: Visit, back: str, goes_to: str) -> None:
    visitor = visit()
    answer = visitor.get(f"/lang?to=en&back={quote(back)}")
    assert (answer.status_code, answer.headers["location"], visitor.cookies["plan_lang"]) == (303, goes_to, "en")
