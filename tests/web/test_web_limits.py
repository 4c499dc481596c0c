"""Long answers: a page that shows a part says so; a run that cannot begin ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from web_visitor import Visitor

from plan_extract.analysis import compare, wide_words
from plan_extract.analysis.page_boxes import read_original
from plan_extract.model.errors import UsageError
from plan_extract.web import pages_answers, pages_checks
from plan_extract.web.options import SiteOptions
from plan_extract.web.site import make_site

Visit = Callable[..., Any]


@pytest.mark.parametrize(
    ("module", "address"),
    [(pages_answers, "/deadlines?month=2026-06"), (pages_checks, "/checks")],
    ids=["days", "checks"],
)
def test_cut_list_says_so(visit: Visit, monkeypatch: pytest.MonkeyPatch, module: Any, address: str) -> None:
    rows = len(HTMLParser(visit().get(address).text).css("table.sortable tbody tr"))
    assert rows > 1
    monkeypatch.setattr(module, "_LISTED", 1)
    page = HTMLParser(visit().get(address).text)
    assert len(page.css("table.sortable tbody tr")) == 1
    assert f"1 dòng đầu trong {rows};" in page.text()


def test_too_many_targets_can_be_narrowed_on_the_page(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_answers, "_MOST_TARGETS", 1)
    page = HTMLParser(visit().get("/compare?indicator=suy+dinh+duong").text)
    assert "Hơn 1 mức chỉ tiêu." in page.text()
    assert {"Huế", "Quảng Trị"} <= {option.attributes["value"] for option in page.css("select[name=within] option")}
    narrowed = HTMLParser(visit().get("/compare?indicator=suy+dinh+duong&within=Hu%E1%BA%BF").text)
    assert [cell.text() for cell in narrowed.css("td.measure + td.number")] == ["19,5 %"]


def test_too_many_targets_of_an_indicator_are_summed_up(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_answers, "_MOST_TARGETS", 1)
    page = HTMLParser(visit().get("/compare?indicator=stunting-u5").text)
    assert [[cell.text() for cell in row.css("td")] for row in page.css("tbody tr")] == [
        ["%, mức, năm 2030", "2", "tỉnh (2 giá trị): thấp nhất 19,5, trung vị 20,75, cao nhất 22", "< 15 %"]
    ]
    linked = page.css_first("tbody a").attributes["href"]
    assert linked == "/compare?indicator=stunting-u5&year=2030"
    assert "< 15 %" not in visit().get("/compare?indicator=suy+dinh+duong").text


def test_file_for_words_that_stand_everywhere_has_ranks_and_tells_what_is_left_out(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "_MANY_HITS", 1)
    monkeypatch.setattr(wide_words, "_LEAST_SHARE", 0.0)
    answer = json.loads(visit().get("/compare.json?indicator=suy+dinh+duong").text)
    assert answer["left_out"]["hits"] == 2
    ranked = [row["rank"] for group in answer["standings"]["groups"] for row in group["rows"]]
    assert ranked == [1, 2]


def test_too_many_deadlines_ask_for_a_choice(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_answers, "_MOST_DEADLINES", 1)
    page = HTMLParser(visit().get("/deadlines?month=all").text)
    assert "Hơn 1 thời hạn" in page.text() and not page.css("table.sortable")
    assert HTMLParser(visit().get("/deadlines?month=all&within=Hu%E1%BA%BF").text).css("table.sortable")


def test_ingest_that_cannot_be_started_ends_with_a_message(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(asyncio, "create_subprocess_exec", refuse)
    visitor = visit(allow_upload=True)
    answer = visitor.post("/upload", {}, files=[("files", ("a.txt", b"Ke hoach"))])
    job = visitor.site.plan_jobs[answer.headers["location"].rsplit("/", 1)[1]]
    visitor.loop.run_until_complete(job.task)
    assert not job.running
    assert "no more processes" in visitor.get(answer.headers["location"]).text


def test_original_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch, database: Path) -> None:
    from plan_extract.analysis import page_boxes
    from plan_extract.storage.database import open_reader

    monkeypatch.setattr(page_boxes, "find_original", lambda *_: database.parent)
    connection = open_reader(database)
    plan = connection.execute("SELECT id FROM document").fetchone()[0]
    with pytest.raises(UsageError, match="no longer there"):
        read_original(connection, plan)


def test_database_in_a_folder_that_cannot_be_written_to_is_served(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    visitor = Visitor(make_site(SiteOptions(database)))
    assert not visitor.site.get_database("data").is_mutable
    for address in ("/", "/plans", "/compare?indicator=suy+dinh+duong", "/data/target"):
        assert visitor.get(address).status_code == 200
    visitor.site.get_database("data").close()
    visitor.loop.close()
