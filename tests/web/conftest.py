"""Sites over small databases of plans made up for the tests."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datasette", reason="the pages need datasette: pip install 'plan-extract[web]'")
sys.path.insert(0, str(Path(__file__).resolve().parent))

from web_visitor import PLANS, Visitor, store

from plan_extract.web.options import SiteOptions
from plan_extract.web.site import make_site


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "plans.db"
    for text in PLANS:
        store(path, text)
    return path


@pytest.fixture
def visit(database: Path, tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    """Make a site over the database and visit it."""

    made: list[Visitor] = []

    def make(**options: Any) -> Visitor:
        made.append(Visitor(make_site(SiteOptions(database, upload_dir=tmp_path / "taken", **options))))
        return made[-1]

    yield make
    for visitor in made:
        for job in visitor.site.plan_jobs.values():
            visitor.loop.run_until_complete(job.task)
        visitor.site.get_database("data").close()
        visitor.loop.close()
