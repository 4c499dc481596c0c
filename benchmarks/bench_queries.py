"""Times the questions that people ask of a large database, and its size beside that of its text.

Usage: python benchmarks/generate_database.py DATABASE
       python benchmarks/bench_queries.py DATABASE [--repeat 3]

Each kind of question is asked of places, plans and indicators drawn at random, the same in every run. Prints
for each kind the median and the slowest beside its limit, and exits with 1 where a median is over. What is
timed is the answer as a dataclass, without its rendering, over a new connection for each kind. Of a comparison
that is the ranking too, with the first 20 targets of each unit and year in full, as the command shows them; the last line tells, without a
limit, how long it takes to read all targets of the country.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from plan_extract.analysis.cascade import make_cascade
from plan_extract.analysis.compare import CompareQuestion, compare
from plan_extract.analysis.matrix import MatrixQuestion, make_matrix
from plan_extract.analysis.searching import search
from plan_extract.analysis.standing import make_standings
from plan_extract.storage.database import open_reader

SEED = 7
LIMIT = 200
RATIO = 3.0
ASKED = 12
SHOWN = 20
WORDS = ("suy dinh dưỡng thấp còi", "hộ nghèo", "Sở Y tế chủ trì", '"an toàn giao thông"', "bao hiem y te",
         "chuyển đổi số", "trường mầm non đạt chuẩn quốc gia", "báo cáo trước ngày 30/11", "nước sạch", "rác thải",
         "tỷ lệ trẻ em", "kế hoạch")  # fmt: skip
WIDE_WORDS = ("suy dinh dưỡng", "đuối nước", "hộ nghèo", "bảo hiểm y tế", "nước sạch", "rác", "an toàn giao thông",
              "chuyển đổi số", "tai nạn thương tích")  # fmt: skip

Job = Callable[[sqlite3.Connection], object]


def jobs(connection: sqlite3.Connection) -> Iterator[tuple[str, list[Job]]]:
    """Each kind of question with what is asked."""
    rng = random.Random(SEED)
    plans = [row[0] for row in connection.execute("SELECT id FROM document ORDER BY id")]
    provinces = [row[0] for row in connection.execute("SELECT DISTINCT province FROM document WHERE province NOT NULL")]
    indicators = [
        row[0]
        for row in connection.execute(
            "SELECT canonical_indicator_id FROM target WHERE canonical_indicator_id NOT NULL "
            "GROUP BY 1 ORDER BY count(*) DESC LIMIT 40"
        )
    ]
    years = [2025, 2030]
    asked = [
        CompareQuestion(rng.choice(indicators), rng.choice(years), rng.choice(["district", "commune", None]), province)
        for province in rng.choices(provinces, k=ASKED)
    ]
    wide = [CompareQuestion(rng.choice(indicators), rng.choice(years), rng.choice(["province", "district"]))
            for _ in range(ASKED)]  # fmt: skip
    chosen = rng.sample(plans, ASKED)
    found = [question for question in asked if compare(connection, question).plans] or asked
    yield "compare, within a province", [lambda c, q=q: rank(c, q) for q in asked]
    yield "compare, within a province, found", [lambda c, q=q: rank(c, q) for q in found]
    yield "compare, a level of the country", [lambda c, q=q: rank(c, q) for q in wide]
    yield "compare, all of the country", [lambda c, i=i: rank(c, CompareQuestion(i)) for i in indicators[:ASKED]]
    yield (
        "compare, by words",
        [
            lambda c, q=q: rank(c, q)
            for q in (
                CompareQuestion(words, within=rng.choice(provinces)) for words in ("chậm nói", "đuối nước", "rác")
            )
        ],
    )
    yield "compare, by words, all of the country", [lambda c, w=w: rank(c, CompareQuestion(w)) for w in WIDE_WORDS]
    yield "matrix of a plan, indicators", [lambda c, p=p: make_matrix(c, MatrixQuestion(p)) for p in chosen]
    yield "matrix of a plan, tasks", [lambda c, p=p: make_matrix(c, MatrixQuestion(p, by="task")) for p in chosen]
    yield "cascade", [lambda c, p=p: make_cascade(c, p) for p in chosen]
    yield "search", [lambda c, w=w: search(c, w) for w in WORDS]


def rank(connection: sqlite3.Connection, question: CompareQuestion) -> int:
    """A comparison with its rankings, and of each the rows that one looks at first."""
    standings = make_standings(connection, compare(connection, question))
    return sum(len(group.rows[:SHOWN]) for group in standings.groups)


def read_all(connection: sqlite3.Connection, indicator: str) -> int:
    """All targets of a comparison in full."""
    return len(compare(connection, CompareQuestion(indicator)).targets)


def measure(database: Path, asked: list[Job], repeat: int) -> list[tuple[float, float]]:
    """Seconds of each answer, and of the processor; all questions in turn, so that none has just been asked."""
    with closing(open_reader(database)) as connection:
        found = []
        for _ in range(repeat):
            for job in asked:
                began, busy = time.perf_counter(), time.process_time()
                job(connection)
                found.append((time.perf_counter() - began, time.process_time() - busy))
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    over = 0
    with closing(open_reader(given.database)) as connection:
        plans, targets, text = (
            connection.execute(sql).fetchone()[0]
            for sql in ("SELECT count(*) FROM document", "SELECT count(*) FROM target",
                        "SELECT sum(size) FROM document_content")
        )  # fmt: skip
        kinds = list(jobs(connection))
        most = connection.execute(
            "SELECT canonical_indicator_id FROM target WHERE canonical_indicator_id NOT NULL "
            "GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()[0]
    size = given.database.stat().st_size
    print(f"{plans} plans, {targets} targets; {size / 1e6:.0f} MB, {size / text:.2f} times the text (limit {RATIO:g})")
    over += size > RATIO * text
    for name, asked in kinds:
        found = measure(given.database, asked, given.repeat)
        middle, busy = (statistics.median(times) * 1000 for times in zip(*found, strict=True))
        over += middle > LIMIT
        print(f"{name}: median {middle:.0f} ms (limit {LIMIT:.0f}), of the processor {busy:.0f} ms, "
              f"slowest {max(found)[0] * 1000:.0f} ms", flush=True)  # fmt: skip
    began, busy = time.perf_counter(), time.process_time()
    with closing(open_reader(given.database)) as connection:
        targets = read_all(connection, most)
    print(f"all {targets} targets of {most}: {time.perf_counter() - began:.1f} s, "
          f"of the processor {time.process_time() - busy:.1f} s")  # fmt: skip
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
