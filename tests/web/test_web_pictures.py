"""The picture of a page with the box of a fact, drawn only from the file that the plan was read from."""

from __future__ import annotations

import io
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import Any

import numpy as np
import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from web_visitor import Visitor

from plan_extract.pipeline import extract
from plan_extract.resources import corpus_dir
from plan_extract.storage.ingest import IngestOptions, ingest
from plan_extract.web import pages_picture
from plan_extract.web.options import SiteOptions
from plan_extract.web.site import make_site

Visit = Callable[..., Any]
NAME = "digital-ward-sapa-2026.pdf"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Visitor, Path, Path]]:
    folder = tmp_path_factory.mktemp("pictures")
    file, database = folder / NAME, folder / "plans.db"
    copyfile(corpus_dir() / "plans" / NAME, file)
    ingest([file], database, partial(extract, ocr="never"), IngestOptions(version="test", workers=1))
    visitor = Visitor(make_site(SiteOptions(database)))
    yield visitor, database, file
    visitor.site.get_database("data").close()
    visitor.loop.close()


def _first(database: Path) -> tuple[str, str, int, int, int]:
    with sqlite3.connect(database) as connection:
        row = connection.execute(
            'SELECT t.document_id, t.id, t.start, t."end", b.page FROM target t JOIN fact_box b '
            'ON b.document_id = t.document_id AND b.start = t.start AND b."end" = t."end" ORDER BY t.position LIMIT 1'
        ).fetchone()
    return tuple(row)


def test_the_box_stands_on_printed_letters(stored: tuple[Visitor, Path, Path]) -> None:
    visitor, database, _ = stored
    plan, fact, start, end, page = _first(database)
    card = HTMLParser(visitor.get(f"/plan/{plan}").text).css_first(f"#f-{fact}")
    address = card.css_first("a.picture").attributes["href"]
    assert address == f"/plan/{plan}/page/{page}?start={start}&end={end}"
    view = HTMLParser(visitor.get(address).text)
    assert view.css_first("main h1") is not None
    svg, image, box = (view.css_first(name) for name in ("svg", "svg image", "svg rect"))
    width, height = (float(part) for part in svg.attributes["viewBox"].split()[2:])
    drawn = visitor.get(image.attributes["href"])
    assert drawn.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(drawn.content)).convert("L")
    scale = picture.width / width
    assert picture.height / height == pytest.approx(scale, rel=0.01)
    x, y, wide, high = (float(box.attributes[name]) * scale for name in ("x", "y", "width", "height"))
    inside = np.asarray(picture)[int(y) : int(y + high), int(x) : int(x + wide)]
    assert inside.size and (inside < 128).mean() > 0.02
    piece = HTMLParser(visitor.get(f"{address}&piece=1").text)
    assert piece.css_first("h1") is None and len(piece.css("rect")) == 1


@pytest.mark.parametrize("number", ["0", "99", "00001x", "../../file"])
def test_pages_that_are_not_there_are_told(stored: tuple[Visitor, Path, Path], number: str) -> None:
    visitor, database, _ = stored
    plan = _first(database)[0]
    assert visitor.get(f"/plan/{plan}/page/{number}").status_code == 404
    assert visitor.get(f"/plan/{plan}/page/{number}.png").status_code == 404


def test_no_other_file_is_ever_shown(stored: tuple[Visitor, Path, Path], tmp_path: Path) -> None:
    visitor, database, file = stored
    plan, _, _, _, page = _first(database)
    content = file.read_bytes()
    try:
        file.write_bytes(content[:-1] + b"x")
        assert visitor.get(f"/plan/{plan}/page/{page}.png").status_code == 404
        assert visitor.get(f"/plan/{plan}/file").status_code == 404
        file.unlink()
        assert visitor.get(f"/plan/{plan}/page/{page}.png").status_code == 404
        assert 'class="picture"' not in visitor.get(f"/plan/{plan}").text
    finally:
        file.write_bytes(content)
    assert visitor.get(f"/plan/{plan}/page/{page}.png").status_code == 200
    assert visitor.get(f"/plan/{'0' * 16}/page/{page}.png").status_code == 404


def test_last_pictures_are_kept_without_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(pages_picture, "render_page", lambda content, name, number: drawn.append(number) or b"png")
    monkeypatch.setattr(pages_picture, "_DRAWN", OrderedDict())
    for number in (1, 1, *range(2, 18), 1):
        assert pages_picture._draw("d" * 16, b"%PDF", "a.pdf", number) == b"png"
    assert drawn == [1, *range(2, 18), 1]
    assert set(pages_picture._DRAWN.values()) == {b"png"} and len(pages_picture._DRAWN) == 16
