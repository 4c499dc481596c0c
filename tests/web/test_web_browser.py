"""The pages in a real browser, over the sample corpus. Screenshots are renewed with PLAN_EXTRACT_SCREENSHOTS=1."""

from __future__ import annotations

import json
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

pytest.importorskip("datasette", reason="the pages need datasette: pip install 'plan-extract[web]'")
sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")
axe_api = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="needs axe: pip install axe-playwright-python"
)

import uvicorn  # noqa: E402
from web_visitor import HOSTILE, store  # noqa: E402

from plan_extract.pipeline import extract  # noqa: E402
from plan_extract.resources import corpus_dir  # noqa: E402
from plan_extract.storage.ingest import IngestOptions, ingest  # noqa: E402
from plan_extract.web.options import SiteOptions  # noqa: E402
from plan_extract.web.site import HOST, make_site  # noqa: E402

CHROMIUM = Path("/usr/bin/chromium")
SHOTS = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
PROVINCE = "children-province-hoabinh-2021.txt"
PRINTED = "poverty-district-muongkhuong-2023.pdf"
PLANS = (
    PROVINCE, "children-district-lacson-2021.txt", "children-district-tanlac-2022.txt",
    "children-commune-ngoclau-2022.txt", "digital-commune-bacha-2026.txt",
)  # fmt: skip
PATHS = (
    "/", "/plans", "/search?q=lao+dong", "/compare?indicator=suy+dinh+duong", "/matrix?locality=Hòa+Bình&by=task",
    "/deadlines?month=2026-06", "/checks", "/review", "/upload", "/plan/{plan}", "/plan/{plan}/add", "/plan/{plan}/add?start=10&end=60",
    "/cascade?plan={plan}&down=1",
)  # fmt: skip
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs a browser: apt install chromium")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "plans.db"
    sources = [*(corpus_dir() / "source" / name for name in PLANS), corpus_dir() / "plans" / PRINTED]
    ingest(sources, path, partial(extract, ocr="never"), IngestOptions(version="test", workers=1))
    store(path, f"9|KH-UBND|UBND xã X|2026-01-15|Huế\n{HOSTILE} bẫy: 5% 2026\n", title=HOSTILE)
    return path


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    with closing(socket.socket()) as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    options = SiteOptions(database, allow_edit=True, allow_upload=True, upload_dir=database.parent / "taken")
    server = uvicorn.Server(uvicorn.Config(make_site(options).app(), host=HOST, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://{HOST}:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page of a desk's width; fails where a script fails or anything is asked of another machine."""
    context = browser.new_context(
        viewport={"width": 1200, "height": 800}, base_url=address, accept_downloads=True, reduced_motion="reduce"
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: None if request.url.startswith(address) else faults.append(request.url))
    yield page
    context.close()
    assert faults == []


def _open_plan(page: Any) -> str:
    page.goto("/search?q=hanh dong quoc gia vi tre em hoa binh&part=plans")
    page.locator("ul.hits a", has_text="tỉnh Hòa Bình").first.click()
    page.wait_for_load_state()
    found = re.search(r"/plan/([0-9a-f]{16})", page.url)
    assert found
    return found[1]


def _keep(page: Any, name: str, *, height: int = 700) -> None:
    if os.environ.get("PLAN_EXTRACT_SCREENSHOTS"):
        SHOTS.mkdir(exist_ok=True)
        width = page.viewport_size["width"]
        page.screenshot(path=SHOTS / f"{name}.png", clip={"x": 0, "y": 0, "width": width, "height": height})


def test_search_without_accents_leads_to_the_place(page: Any) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("suy dinh duong thap coi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    marked = {text.casefold() for text in page.locator("main mark").all_inner_texts()}
    assert {"suy", "dinh", "dưỡng", "thấp", "còi"} <= marked
    page.locator("section", has=page.get_by_role("heading", name="Mức chỉ tiêu")).get_by_role("link").first.click()
    page.locator(".text .now").first.wait_for()
    assert "thấp còi" in page.locator(".text .now").first.inner_text()
    assert page.locator(".text .now").first.is_visible()


def test_mark_and_fact_lead_to_each_other(page: Any) -> None:
    _open_plan(page)
    mark = page.locator(".text a.k-target").nth(5)
    fact = (mark.get_attribute("data-f") or "").split()[0]
    mark.click()
    card = page.locator(f"#f-{fact}")
    assert "now" in (card.get_attribute("class") or "")
    assert card.evaluate(
        "(node) => { const a = node.getBoundingClientRect(), b = node.parentNode.getBoundingClientRect(); return a.bottom > b.top && a.top < b.bottom }"
    )
    _keep(page, "plan")
    last = page.locator("article.k-deadline h2 a").last
    last.focus()
    page.keyboard.press("Enter")
    target = page.locator(".text a.now").first
    assert target.evaluate(
        "(node) => { const a = node.getBoundingClientRect(), b = document.getElementById('text').getBoundingClientRect(); return a.bottom > b.top && a.top < b.bottom }"
    )
    assert target.evaluate("(node) => node === document.activeElement")


def test_kinds_are_chosen_without_a_button(page: Any) -> None:
    _open_plan(page)
    with page.expect_navigation():
        page.get_by_role("checkbox", name="mức chỉ tiêu").uncheck()
    assert page.locator("article.k-target").count() == 0
    assert page.locator(".text a.k-target").count() == 0
    assert page.locator("article.k-deadline").count() > 0


def test_compare_narrowed_and_downloaded(page: Any) -> None:
    page.goto("/compare")
    page.get_by_label("Chỉ tiêu", exact=True).fill("suy dinh duong thap coi")
    page.get_by_role("button", name="Xem").click()
    page.wait_for_load_state()
    page.locator("select[name=year]").select_option("2025")
    page.get_by_role("button", name="Xem").click()
    page.wait_for_load_state()
    assert page.locator("main h2").all_inner_texts() == ["%, mức, năm 2025"]
    rows = page.locator("table tbody tr").count()
    assert page.locator("figure img").evaluate("(image) => image.complete && image.naturalWidth > 0")
    _keep(page, "compare")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    assert waiting.value.path().read_text(encoding="utf-8-sig").count("2025") >= rows > 1
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel").click()
    assert waiting.value.path().read_bytes().startswith(b"PK")
    address = page.url
    page.goto(address)
    assert page.locator("select[name=year]").input_value() == "2025"


def test_table_sorted_by_a_column(page: Any) -> None:
    page.goto("/compare?indicator=suy+dinh+duong+thap+coi&year=2025")
    page.get_by_role("button", name="Giá trị").first.click()
    page.get_by_role("button", name="Giá trị").first.click()
    values = [
        float(cell)
        for cell in page.locator("table >> nth=0 >> tbody td:nth-child(6)").evaluate_all(
            "(cells) => cells.map((cell) => cell.dataset.sort)"
        )
    ]
    assert len(values) > 2 and values == sorted(values, reverse=True)
    assert page.locator("th[aria-sort=descending]").count() == 1


def test_a_mark_of_the_matrix_shows_its_sentence(page: Any) -> None:
    plan = _open_plan(page)
    page.goto(f"/matrix?plan={plan}&by=task")
    mark = page.locator("td.mark a").first
    sentence = mark.locator("xpath=ancestor::tr/th").inner_text()
    mark.click()
    panel = page.locator("#cell")
    panel.locator("li").first.wait_for()
    assert sentence[:60] in panel.inner_text()
    _keep(page, "matrix")
    assert "/matrix" in page.url
    panel.get_by_role("link").first.click()
    page.locator(".text .now").first.wait_for()


def test_a_correction_shows_at_once_with_its_author(page: Any) -> None:
    plan = _open_plan(page)
    page.locator("article.k-target a", has_text="Sửa").first.click()
    page.get_by_label("Nội dung đo").fill("tỷ lệ đã sửa trong trình duyệt")
    page.get_by_label("Tên người sửa").fill("Lê Thị Hoa")
    page.get_by_role("button", name="Lưu chỗ sửa").click()
    assert "Lê Thị Hoa" in page.locator("ul.recent").inner_text()
    page.goto(f"/plan/{plan}?kind=target")
    assert "tỷ lệ đã sửa trong trình duyệt" in page.locator("#facts").inner_text()
    page.goto("/review")
    page.get_by_role("button", name="Hoàn tác").first.click()
    page.wait_for_load_state()
    page.goto(f"/plan/{plan}?kind=target")
    assert "tỷ lệ đã sửa trong trình duyệt" not in page.locator("#facts").inner_text()


def _drag_over(page: Any, words: str) -> None:
    """Mark words of the plan's text with the mouse."""
    ends = page.evaluate(ENDS, words)
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=8)
    page.mouse.up()


def test_a_missed_fact_is_added_where_its_words_are_marked(page: Any, database: Path) -> None:
    plan = _open_plan(page)
    text = page.locator("#text").inner_text()
    words = next(line.strip() for line in text.split("\n") if line.strip().startswith("Căn cứ"))[:60]
    _drag_over(page, words)
    page.locator(".mark-bar.ready").wait_for()
    _keep(page, "plan-mark")
    page.get_by_role("link", name="Thêm dữ kiện còn sót").click()
    assert words in page.locator("blockquote mark").inner_text()
    page.get_by_role("link", name="nhiệm vụ", exact=True).click()
    page.get_by_role("link", name="mức chỉ tiêu", exact=True).click()
    assert page.locator("blockquote mark").inner_text() == words
    page.get_by_label("Nội dung đo").fill("số câu thêm bằng tay")
    page.get_by_label("Giá trị", exact=True).fill("1.250")
    page.locator("select[name=unit]").select_option("count")
    page.get_by_label("Tên người sửa").fill("Lê Thị Hoa")
    _keep(page, "add")
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.wait_for_load_state()
    assert page.get_by_role("status").inner_text() == "Đã thêm dữ kiện."
    card = page.locator("article.fact.now")
    assert "1.250" in card.inner_text() and "Lê Thị Hoa" in card.inner_text()
    assert page.locator(".text .now").first.inner_text() in words
    page.goto("/compare?indicator=cau+them+bang+tay")
    assert page.locator("table tbody tr").count() == 1
    for version in ("again", "and again"):
        sources = [corpus_dir() / "source" / name for name in PLANS]
        ingest(sources, database, partial(extract, ocr="never"), IngestOptions(version=version, workers=1))
    page.reload()
    assert "1.250" in page.locator("table tbody tr").inner_text()
    with page.expect_download() as waiting:
        page.goto("/review")
        page.get_by_role("link", name="Tải đáp án").click()
    with ZipFile(waiting.value.path()) as archive:
        keys = {Path(name).stem: json.loads(archive.read(name)) for name in archive.namelist()}
    assert 1250 in [target["value"] for target in keys[Path(PROVINCE).stem]["targets"]]
    page.locator("ul.recent li", has_text="thêm bởi").get_by_role("button").first.click()
    page.wait_for_load_state()
    page.goto(f"/plan/{plan}?kind=target")
    assert "thêm bằng tay" not in page.locator("#facts").inner_text()


def test_without_marking_the_sentence_is_found_by_its_words(page: Any) -> None:
    plan = _open_plan(page)
    page.goto(f"/plan/{plan}/add")
    page.get_by_label("Vài từ của câu").fill("suy dinh duong thap coi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/add?q=*")
    page.wait_for_load_state()
    first = page.locator("ul.hits a").first
    assert {text.casefold() for text in first.locator("mark").all_inner_texts()} >= {"thấp", "còi"}
    first.click()
    page.wait_for_load_state()
    assert "thấp còi" in " ".join(page.locator("blockquote mark").inner_text().split())


def test_a_file_brought_in_becomes_a_plan(page: Any) -> None:
    page.goto("/upload")
    page.get_by_label("Kéo tệp vào đây").set_input_files(corpus_dir() / "source" / "children-commune-suoihoa-2022.txt")
    page.get_by_role("button", name="Nạp vào").click()
    page.wait_for_load_state()
    page.wait_for_url("**/upload/*")
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    page.get_by_label("Kéo tệp vào đây").set_input_files(corpus_dir() / "source" / "children-district-lacson-2021.txt")
    page.locator("ul.hits li", has_text="đã lưu").wait_for(timeout=120_000)
    assert page.get_by_label("Kéo tệp vào đây").evaluate("(input) => input.files.length") == 1, "still chosen"
    page.locator("ul.hits a").first.click()
    page.wait_for_load_state()
    page.locator("#facts article").nth(10).wait_for(state="attached")


def test_the_enter_key_saves_what_was_typed(page: Any) -> None:
    page.goto("/review")
    card = page.locator("article.review", has=page.locator("input[name=measure]")).first
    card.locator("input[name=author]").fill("Lan")
    card.locator("input[name=measure]").fill("tỷ lệ do người đọc sửa")
    page.keyboard.press("Enter")
    page.locator("p.done").wait_for()
    assert page.locator("p.done").inner_text() == "Đã lưu chỗ sửa."
    assert "tỷ lệ do người đọc sửa" in page.locator("ul.recent").inner_text()
    page.locator("ul.recent button").first.click()
    page.wait_for_load_state()
    page.locator("p.done").wait_for()


@pytest.mark.parametrize("path", PATHS)
def test_pages_are_readable_on_a_phone_and_say_what_they_are(page: Any, path: str) -> None:
    path = path.replace("{plan}", _open_plan(page)) if "{plan}" in path else path
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(PALE) == []


def test_the_picture_of_the_page_shows_the_box(page: Any) -> None:
    page.goto("/plans?level=district")
    page.locator("ul.plans a", has_text="nghèo").first.click()
    page.wait_for_load_state()
    link = page.locator("article.k-target a.picture").first
    link.click()
    box = page.locator("figure.picture rect").first
    box.wait_for()
    image = page.locator("figure.picture image").first
    image.evaluate(
        "(node) => new Promise((done) => { const probe = new Image(); probe.onload = done; probe.src = node.href.baseVal; })"
    )
    inner, outer = box.bounding_box(), page.locator("figure.picture svg").bounding_box()
    assert outer["y"] < inner["y"] and inner["y"] + inner["height"] < outer["y"] + outer["height"]
    _keep(page, "picture")
    page.locator("figure.picture a").first.click()
    page.wait_for_url("**/page/*")
    assert page.locator("svg rect").count() == 1
    page.go_back()
    page.locator("article.k-target a.picture").first.click()
    page.locator("figure.picture").first.wait_for()
    page.locator("article.k-target a.picture").first.click()
    page.wait_for_function("document.querySelectorAll('figure.picture').length === 0")


SHOTS_OF = {
    "home": "/", "plans": "/plans", "search": "/search?q=suy+dinh+duong", "deadlines": "/deadlines?month=2021-12",
    "cascade": "/cascade?plan={plan}&down=1", "checks": "/checks", "upload": "/upload", "review": "/review",
    "home-english": "/?lang=en",
}  # fmt: skip
"""Pages of which a picture stands in docs/web.md, besides those that tests of a job keep."""


@pytest.mark.parametrize("name", SHOTS_OF)
def test_pages_fill_the_screen(page: Any, name: str) -> None:
    plan = _open_plan(page)
    page.goto(SHOTS_OF[name].replace("{plan}", plan))
    assert page.locator("table, ul, form").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1200
    _keep(page, name)


@pytest.mark.parametrize("path", ["/", "/plan/{plan}", "/compare?indicator=suy+dinh+duong"])
def test_pages_on_a_phone(page: Any, path: str) -> None:
    plan = _open_plan(page)
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(path.replace("{plan}", plan))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    _keep(page, "phone-" + (path.strip("/").partition("?")[0].partition("/")[0] or "home"), height=780)


def test_findings_and_the_chart_are_whole_on_a_phone(page: Any) -> None:
    """A finding's sentence is on the screen without moving sideways; a chart that is wider says so, and only there."""
    page.goto("/compare?indicator=suy+dinh+duong")
    assert not page.locator("figure.chart .swipe").is_visible()
    page.set_viewport_size({"width": 390, "height": 780})
    assert page.locator("figure.chart .swipe").is_visible()
    page.goto("/checks")
    quotes = page.locator("td.quote").evaluate_all(
        "(cells) => cells.map((cell) => [cell.getBoundingClientRect().left, cell.getBoundingClientRect().right])"
    )
    assert quotes and all(left >= 0 and right <= 390 for left, right in quotes)


AXE_PATHS = (
    *PATHS, "/compare", "/matrix", "/cascade", "/deadlines?month=all", "/search?q=khong+co+gi+nhu+vay",
    "/search?q=suy+dinh+duong&part=targets", "/plan/0000000000000000", "/checks?plan={plan}", "/matrix?plan={plan}&by=task",
    "/deadlines?month=all&agency=Sở+Y+tế&agency=Phòng+Y+tế",
)  # fmt: skip


@pytest.mark.parametrize(("width", "lang"), [(390, "vi"), (1200, "en")])
def test_axe_finds_no_serious_fault(browser: Any, address: str, width: int, lang: str) -> None:
    axe = axe_api.Axe()
    context = browser.new_context(viewport={"width": width, "height": 800}, base_url=address, bypass_csp=True)
    page = context.new_page()
    plan = _open_plan(page)
    found: list[str] = []
    for path in AXE_PATHS:
        path = path.replace("{plan}", plan)
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        answer = axe.run(
            page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        ).response
        assert answer["passes"], path
        found += [
            f"{path}: {fault['id']} ({fault['impact']}): {node['html'][:160]}"
            for fault in answer["violations"]
            for node in fault["nodes"][:3]
        ]
    context.close()
    assert found == []


def test_rows_of_a_table_are_no_higher_than_their_words(page: Any) -> None:
    plan = _open_plan(page)
    page.goto(f"/cascade?plan={plan}&down=1")
    heights = page.locator("tbody tr").evaluate_all("(rows) => rows.map((row) => row.getBoundingClientRect().height)")
    assert heights and max(heights) < 400


def test_script_in_a_title_does_not_run(page: Any) -> None:
    page.goto("/plans?province=Huế")
    assert HOSTILE in page.locator("ul.plans").inner_text()
    page.locator("ul.plans a").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == HOSTILE


ENDS = """(words) => {
  const text = document.getElementById("text");
  const at = text.textContent.indexOf(words);
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const place = (offset) => {
    walker.currentNode = text;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (offset < node.length) return [node, offset];
      offset -= node.length;
    }
  };
  const box = (offset) => {
    const range = document.createRange();
    const [node, inside] = place(offset);
    range.setStart(node, inside);
    range.setEnd(node, inside + 1);
    return range.getBoundingClientRect();
  };
  place(at)[0].parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  const [first, last] = [box(at), box(at + words.length - 1)];
  return [[first.left + 0.5, first.top + first.height / 2], [last.right - 0.5, last.top + last.height / 2]];
}"""
"""Where words of the plan's text begin and end on the screen, after they were scrolled into view."""

NAMELESS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, img")]
  .filter((node) => !(node.textContent.trim() || node.getAttribute("aria-label") || node.alt || (node.labels && node.labels.length)))
  .map((node) => node.outerHTML)"""
"""Controls and pictures without a name that a screen reader could say."""

PALE = """() => {
  const parse = (text) => { const found = text.match(/[\\d.]+/g).map(Number); return found.length === 3 ? [...found, 1] : found; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (node) => { for (; node; node = node.parentElement) { const found = parse(getComputedStyle(node).backgroundColor); if (found[3] > 0) return found; } return [255, 255, 255, 1]; };
  const found = new Set();
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()) || !node.offsetParent) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) found.add(node.tagName + "." + node.className + " " + getComputedStyle(node).color);
  }
  return [...found];
}"""
"""Elements whose text stands out from its ground by less than 4.5:1 (WCAG 2.2, 1.4.3)."""
