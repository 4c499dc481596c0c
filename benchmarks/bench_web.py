"""How long the server takes for each page of a large database.

Usage: python benchmarks/bench_web.py DATABASE [--addresses 15] [--rounds 1]

The pages are asked for as a browser does, in this process and one after the other, each page at several addresses
(other words, plans, places, years), so that an answer kept from before helps only where pages share it. The first
visit of each kind is not counted: it reads what the server keeps as long as the database is unchanged, and is told
apart. Bars: 300 ms at the median, 500 ms for the page of a plan of 100 KB. On a machine that is busy with other work
the processor time (last but one column, at the median) says more than the clock.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from plan_extract.pipeline import extract
from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.rows import make_rows
from plan_extract.storage.writer import insert_plan
from plan_extract.web.options import SiteOptions
from plan_extract.web.site import make_site

SOURCES = Path(__file__).parents[1] / "corpus" / "source"
WORDS = (
    "lao dong", "dak lak", "suy dinh dưỡng thấp còi", "ho ngheo", "chuyen doi so", "bảo hiểm y tế", "hiv", "rung",
    "tao hon", "duoi nuoc", "giáo viên", "nuoc sach", "du lich", "vac xin", "rac thai nhua",
)  # fmt: skip
BAR, LONG_BAR = 0.3, 0.5
LONG = 100_000


def addresses(connection: sqlite3.Connection, count: int) -> Iterator[tuple[str, list[str]]]:
    """The kinds of pages, each with addresses made of what is in the database."""
    pick = random.Random(7)

    def column(sql: str) -> list[Any]:
        found = [row[0] for row in connection.execute(sql) if row[0] is not None]
        return [pick.choice(found) for _ in range(count)]

    plans = column("SELECT id FROM document")
    provinces = column("SELECT DISTINCT province FROM document")
    districts = [f"{row}" for row in column("SELECT DISTINCT district || ', ' || province FROM document")]
    communes = column("SELECT DISTINCT commune || ', ' || district || ', ' || province FROM document")
    years = column("SELECT DISTINCT year FROM target WHERE year BETWEEN 2020 AND 2035")
    names = column(
        "SELECT name FROM canonical_indicator c WHERE EXISTS (SELECT 1 FROM target t WHERE t.canonical_indicator_id = c.id)"
    )
    agencies = column("SELECT name FROM agency WHERE registered = 1")
    months = [f"{year}-{pick.randint(1, 12):02d}" for year in years]
    words = [WORDS[place % len(WORDS)] for place in range(count)]
    sides = [pick.sample(("province", "level", "field", "year"), 2) for _ in range(count)]

    def made(path: str, **values: list[Any]) -> list[str]:
        return [
            f"{path}?{urlencode(dict(zip(values, row, strict=True)))}" for row in zip(*values.values(), strict=True)
        ]

    yield "home", made("/", rows=[side[0] for side in sides], columns=[side[1] for side in sides])
    yield "home, one province", made("/", province=provinces, rows=["level"] * count)
    yield "plans", made("/plans", province=provinces, year=years)
    yield "search", made("/search", q=words)
    yield "search, one part", made("/search", q=words, part=["targets"] * count)
    yield "plan", [f"/plan/{plan}" for plan in plans]
    yield "plan, one kind", [f"/plan/{plan}?kind=target&below=0.9" for plan in plans]
    yield "add", [f"/plan/{plan}/add?q=suy+dinh" for plan in plans]
    yield "compare, nothing chosen", ["/compare"] * count
    yield "compare, an indicator", made("/compare", indicator=names)
    yield "compare, provinces", made("/compare", indicator=names, level=["province"] * count, year=years)
    yield "compare, in a province", made("/compare", indicator=names, within=provinces)
    yield "compare, by words", made("/compare", indicator=words)
    yield "matrix, choosing", made("/matrix", q=words)
    yield "matrix of a plan", made("/matrix", plan=plans, by=["task"] * count)
    yield "matrix of a place", made("/matrix", locality=communes)
    yield "deadlines, a month", made("/deadlines", month=months)
    yield "deadlines, in a province", made("/deadlines", month=months, within=provinces)
    yield "deadlines, in a district", made("/deadlines", month=months, within=districts)
    yield "deadlines of an agency", made("/deadlines", month=months, agency=agencies)
    yield "deadlines of a plan", made("/deadlines", plan=plans)
    yield "cascade up", made("/cascade", plan=plans)
    yield "cascade down", made("/cascade", plan=plans, down=["1"] * count)
    yield "checks", made("/checks", plan=plans)
    yield "review", ["/review"] * count
    yield "review of a plan", made("/review", plan=plans)
    yield "upload", ["/upload"] * count


async def measure(site: Any, kind: str, pages: list[str], rounds: int, bar: float = BAR) -> bool:
    """Ask for the pages, print the times of a kind; whether its median is within the bar."""
    taken: list[float] = []
    worked: list[float] = []
    sizes: list[int] = []
    first = 0.0
    for number, page in enumerate([pages[0], *pages * rounds]):
        begun, idle = time.perf_counter(), time.process_time()
        answer = await site.client.get(page)
        spent, work = time.perf_counter() - begun, time.process_time() - idle
        if answer.status_code not in (200, 404):
            raise SystemExit(f"{page}: {answer.status_code}")
        if number:
            taken.append(spent)
            worked.append(work)
            sizes.append(len(answer.content))
        else:
            first = spent
    middle = statistics.median(taken)
    print(
        f"{kind:28} {len(taken):4} {first * 1000:8.0f} {min(taken) * 1000:8.0f} {middle * 1000:8.0f} {max(taken) * 1000:8.0f}"
        f" {statistics.median(worked) * 1000:8.0f} {statistics.median(sizes) / 1024:8.0f} {'' if middle <= bar else 'above the bar'}",
        flush=True,
    )
    return middle <= bar


def store_long_plan(database: Path) -> tuple[str, int]:
    """A plan of about 100 KB, made of the sample plans one behind the other; its id and its length in bytes."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.txt"))]
    text = ""
    while len(text.encode()) < LONG:
        text += "\n".join(texts) + "\n"
    file = database.with_suffix(".txt")
    file.write_bytes(text.encode()[:LONG].decode(errors="ignore").encode())
    rows = make_rows(extract(file), sha256="0" * 64, file_name=file.name, extractor_version="bench")
    with closing(open_database(database)) as connection, transaction(connection):
        insert_plan(connection, rows)
    return rows.document_id, file.stat().st_size


def main() -> None:
    """Measure all pages; ends with status 1 where one is above its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--addresses", type=int, default=15, help="addresses of each kind of page")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is asked for")
    parser.add_argument("--only", default="", help="only kinds of pages whose name holds this")
    options = parser.parse_args()
    with closing(sqlite3.connect(f"file:{options.database}?mode=ro", uri=True)) as connection:
        kinds = list(addresses(connection, options.addresses))
        plans, targets = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("document", "target")
        )
    print(f"{plans:,} plans, {targets:,} targets; milliseconds, and KB of the page")
    print(f"{'page':28} {'n':>4} {'first':>8} {'least':>8} {'median':>8} {'most':>8} {'work':>8} {'KB':>8}")
    site = make_site(SiteOptions(options.database, allow_edit=True, allow_upload=True))
    loop = asyncio.new_event_loop()
    loop.run_until_complete(site.invoke_startup())
    good = [
        loop.run_until_complete(measure(site, kind, pages, options.rounds))
        for kind, pages in kinds
        if options.only in kind
    ]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "long.db"
        plan, size = store_long_plan(database)
        long_site = make_site(SiteOptions(database))
        loop.run_until_complete(long_site.invoke_startup())
        pages = [f"/plan/{plan}"] * options.addresses
        good.append(loop.run_until_complete(measure(long_site, f"plan of {size:,} bytes", pages, 1, LONG_BAR)))
        long_site.get_database("data").close()
    raise SystemExit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
