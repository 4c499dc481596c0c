"""Processor time of each stage of an ingest in one process, beside what must be spent at least."""

from __future__ import annotations

import gc
import pickle
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import spacy

from plan_extract.extraction import components
from plan_extract.extraction.issues import find_issues
from plan_extract.pipeline import extract_source
from plan_extract.reading import read_bytes
from plan_extract.storage.columns import COLUMNS
from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.files import hash_file
from plan_extract.storage.ledger import Ledger, SeenFile
from plan_extract.storage.rows import PlanRows, load_registers, make_rows
from plan_extract.storage.search import SearchEntry, add_entries, make_room, most_rows, search_entries
from plan_extract.storage.shared import SHARED_TABLES

T = TypeVar("T")
ROUNDS = 3


class Clock:
    """Processor seconds by name; a stage within another is taken off the outer one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def call(self, name: str, work: Callable[..., T], *arguments: Any, **named: Any) -> T:
        begun = time.process_time()
        self._inner.append(0.0)
        try:
            return work(*arguments, **named)
        finally:
            took = time.process_time() - begun
            self.seconds[name] += took - self._inner.pop()
            self._inner[-1] += took

    def watch(self, name: str, work: Callable[..., T]) -> Callable[..., T]:
        return lambda *arguments, **named: self.call(name, work, *arguments, **named)


def print_stages(plans: list[str]) -> None:
    """Milliseconds of processor time a plan and share of each stage; then the ratio to the bare work."""
    load_registers()
    extract_source(read_bytes(plans[0].encode(), "plan.txt"))
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # as in the workers
    rounds = [run_once(plans) for _ in range(ROUNDS)]
    best = min(rounds, key=lambda clocks: sum(clocks[0].seconds.values()))
    clock, bare, facts = best
    total = sum(clock.seconds.values())
    print(
        f"\nStages: {len(plans)} plans in one process, {facts / len(plans):.0f} facts a plan, the best of {ROUNDS} rounds"
    )
    for name, seconds in clock.seconds.items():
        print(f"  {name:<34}{seconds / len(plans) * 1e3:>8.2f} ms{seconds / total:>8.1%}")
    print(f"  {'all':<34}{total / len(plans) * 1e3:>8.2f} ms")
    for name, seconds in bare.seconds.items():
        print(f"  {name:<34}{seconds / len(plans) * 1e3:>8.2f} ms")
    ratios = sorted(sum(one.seconds.values()) / sum(other.seconds.values()) for one, other, _ in rounds)
    print(
        f"  all / bare: {ratios[len(ratios) // 2]:.1f} (rounds: {', '.join(f'{ratio:.1f}' for ratio in ratios)})",
        flush=True,
    )


def run_once(plans: list[str]) -> tuple[Clock, Clock, int]:
    """A whole ingest step by step, and the bare work with the same text and rows."""
    clock, bare, facts = Clock(), Clock(), 0
    nlp = spacy.blank("xx")
    rows: list[PlanRows] = []
    with tempfile.TemporaryDirectory() as folder, watching(clock):
        with closing(open_database(Path(folder) / "ours.db")) as connection:
            connection.row_factory = sqlite3.Row
            ledger = Ledger(connection, version="1", workers=1, paths=())
            for number, text in enumerate(plans):
                path = Path(folder) / f"plan-{number}.txt"
                path.write_text(text, encoding="utf-8")
                made = _ingest(clock, ledger, path)
                rows.append(made)
                facts += made.facts
                bare.call("bare: spaCy tokenising", nlp.make_doc, text)
        _insert_bare(bare, Path(folder) / "bare.db", rows)
    return clock, bare, facts


def _ingest(clock: Clock, ledger: Ledger, path: Path) -> PlanRows:
    sha256, size = clock.call("hashing", hash_file, path)
    source = clock.call("reading", lambda: read_bytes(path.read_bytes(), path.name))
    plan = clock.call("places, confidences, sections", extract_source, source)
    made = clock.call("linking, rows", make_rows, plan, sha256=sha256, file_name=path.name, extractor_version="1")
    clock.call("hashing", hash_file, path)
    sent = clock.call("sending to the writer", lambda: pickle.loads(pickle.dumps(made)))
    clock.call("storing", ledger.store, SeenFile(path, sha256, size), sent, 0.0)
    return made


class watching:
    """Within it the links of the extraction, and what the pipeline calls, are timed one by one."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def __enter__(self) -> None:
        from plan_extract import pipeline

        self._fills = dict(components._FILLS)
        for name, fill in self._fills.items():
            components._FILLS[name] = self.clock.watch(name.removeprefix("plan_").replace("_", " "), fill)
        self._kept = (components.read_plan_text, pipeline.find_issues)
        components.read_plan_text = self.clock.watch("lines and outline", components.read_plan_text)  # type: ignore[assignment]
        pipeline.find_issues = self.clock.watch("issues", find_issues)  # type: ignore[assignment]

    def __exit__(self, *_: object) -> None:
        from plan_extract import pipeline

        components._FILLS.update(self._fills)
        components.read_plan_text, pipeline.find_issues = self._kept  # type: ignore[assignment]


def _insert_bare(clock: Clock, database: Path, plans: list[PlanRows]) -> None:
    """The same rows into tables of the same form with the same indexes, a transaction a plan, nothing asked."""
    with closing(open_database(database)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        statements = {
            table: f"INSERT OR IGNORE INTO {table} ({', '.join(chr(34) + name + chr(34) for name in names)}) "
            f"VALUES ({', '.join('?' * len(names))})"
            for table, names in COLUMNS.items()
        }
        for plan in plans:
            number = make_room(connection, plan.document_id, most_rows(plan.rows))
            words = list(search_entries(number, plan.rows))
            clock.call("bare: inserting the rows", _insert, connection, statements, plan, words)


def _insert(
    connection: sqlite3.Connection, statements: dict[str, str], plan: PlanRows, words: list[SearchEntry]
) -> None:
    with transaction(connection):
        for table in (*SHARED_TABLES, *(name for name in COLUMNS if name not in SHARED_TABLES)):
            if plan.rows[table]:
                connection.executemany(statements[table], plan.rows[table])
        add_entries(connection, iter(words))
