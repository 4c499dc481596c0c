"""What became of each file: the decisions of ingest, each written together with what it did.

A file is known by its SHA-256. A changed file takes the place of its plan, unless another copy of
the old file still holds it. Of one plan in several formats the best copy is kept, whichever came first.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from plan_extract.storage.database import transaction
from plan_extract.storage.duplicates import find_twin, is_better_copy
from plan_extract.storage.labels import label_of, labelled_rows
from plan_extract.storage.places import FilePlace, file_place
from plan_extract.storage.rows import PlanRows
from plan_extract.storage.writer import has_document, insert_plan, remove_plan

Outcome = Literal["stored", "duplicate", "failed", "skipped"]


@dataclass(frozen=True)
class SeenFile:
    """A file as found: absolute path or address, SHA-256 (None where unreadable) and size in bytes.

    `content` is where the bytes of a document in an archive were unpacked to, `converted` the Word file
    that an old Office file was converted to.
    """

    path: FilePlace
    sha256: str | None = None
    size: int | None = None
    content: Path | None = None
    converted: Path | None = None

    @property
    def at(self) -> FilePlace:
        """Where the bytes are."""
        return self.content or self.path


@dataclass(frozen=True)
class FileOutcome:
    """What became of a file. `known` where an earlier run had settled it and nothing was done."""

    path: FilePlace
    outcome: Outcome
    cause: str | None = None
    message: str | None = None
    document_id: str | None = None
    reader: str | None = None
    seconds: float | None = None
    facts: int | None = None
    known: bool = False


@dataclass(frozen=True)
class IngestSummary:
    """What became of all files of a run; `known` of them an earlier run had settled."""

    total: int
    known: int
    outcomes: dict[str, int]
    causes: dict[tuple[str, str], int]
    failures: tuple[FileOutcome, ...]


class Ledger:
    """Records outcomes in `ingest_file`, under a row in `ingest_run` made when the first is recorded."""

    def __init__(self, connection: sqlite3.Connection, *, version: str, workers: int, paths: Iterable[str]) -> None:
        self._connection = connection
        self._version = version
        self._workers = workers
        self._paths = json.dumps(list(paths), ensure_ascii=False)
        self._run: int | None = None
        connection.execute("CREATE TEMP TABLE seen (path TEXT PRIMARY KEY) WITHOUT ROWID")

    def find_known(self, file: SeenFile, *, retry_failed: bool, refresh: bool) -> FileOutcome | None:
        """The earlier outcome of an unchanged file; None where the file must be read (again)."""
        row = self._row(file.path)
        if row is None or row["sha256"] != file.sha256:
            return None
        newer = row["extractor_version"] != self._version
        if row["outcome"] == "failed" and (retry_failed or newer):
            return None
        if row["outcome"] == "stored" and refresh and newer:
            return None
        if row["outcome"] in ("stored", "duplicate") and row["document_id"] is None:
            return None
        return _outcome(file.path, row, known=True)

    def settled_hash(self, path: FilePlace, *, retry_failed: bool, refresh: bool) -> str | None:
        """The SHA-256 with which the file at `path` need not be read again; None where any must be."""
        row = self._row(path)
        if row is None or row["sha256"] is None:
            return None
        unchanged = SeenFile(path, row["sha256"])
        known = self.find_known(unchanged, retry_failed=retry_failed, refresh=refresh)
        return unchanged.sha256 if known is not None else None

    def outdated_files(self) -> list[FilePlace]:
        """The files whose plan, or whose failure, is of another version of the extractor than this."""
        rows = self._connection.execute(
            "SELECT f.path FROM ingest_file f LEFT JOIN document d ON d.id = f.document_id "
            "WHERE f.outcome = 'stored' AND d.extractor_version <> ?1 "
            "OR f.outcome = 'failed' AND f.extractor_version <> ?1 ORDER BY f.path",
            (self._version,),
        )
        return [file_place(row["path"]) for row in rows]

    def adopt_copy(self, file: SeenFile, *, refresh: bool) -> FileOutcome | None:
        """Record a copy of a file whose plan is stored already; None where its content is new."""
        row = self._connection.execute(
            "SELECT document_id FROM ingest_file WHERE sha256 = ? AND path <> ? "
            "AND outcome IN ('stored', 'duplicate') AND document_id IS NOT NULL ORDER BY path LIMIT 1",
            (file.sha256, str(file.path)),
        ).fetchone()
        if row is None or (refresh and self._is_outdated(row["document_id"])):
            return None
        self._begin()
        with transaction(self._connection):
            self._let_go(file, row["document_id"])
            return self._record(file, self._duplicate(file, row["document_id"], "same-file"))

    def store(self, file: SeenFile, plan: PlanRows, seconds: float) -> tuple[FileOutcome, list[FilePlace]]:
        """Store what was extracted from a file, in one transaction.

        Returns the outcome and the files that must be read again, because the plan that stood for
        them is gone.
        """
        self._begin()
        with transaction(self._connection):
            outcome = self._place(file, labelled_rows(self._connection, file.path, plan))
            released = self._let_go(file, outcome.document_id)
            outcome = replace(outcome, reader=plan.reader, seconds=seconds, facts=plan.facts)
            return self._record(file, outcome), released

    def fail(self, file: SeenFile, cause: str, message: str, seconds: float | None = None) -> FileOutcome:
        """Record that a file could not be read. A plan from its earlier version stays."""
        told = message.replace(file.path.name, label_of(self._connection, file.path))
        return self._settle(file, FileOutcome(file.path, "failed", cause, told, seconds=seconds))

    def skip(self, file: SeenFile, cause: str, message: str) -> FileOutcome:
        """Record that a file in a folder is no document."""
        return self._settle(file, FileOutcome(file.path, "skipped", cause, message))

    def finish(self) -> None:
        """Close the run, if one was begun."""
        if self._run is not None:
            sql = "UPDATE ingest_run SET finished_at = ? WHERE id = ?"
            self._connection.execute(sql, (_now(), self._run))

    def note(self, outcome: FileOutcome) -> bool:
        """Note that a file of this run is settled; whether that was news."""
        cursor = self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?)", (str(outcome.path),))
        return cursor.rowcount == 1

    def summarise(self, known: int) -> IngestSummary:
        """What became of the files noted, by the state at the end of the run.

        (A file stored at first may have given way to a better copy of the same plan since.)
        """
        rows = self._connection.execute(
            "SELECT outcome, cause, count(*) AS files FROM ingest_file JOIN seen USING (path) GROUP BY 1, 2"
        ).fetchall()
        outcomes: Counter[str] = Counter()
        for row in rows:
            outcomes[row["outcome"]] += row["files"]
        failures = self._connection.execute(
            "SELECT f.* FROM ingest_file f JOIN seen USING (path) WHERE outcome = 'failed' ORDER BY path"
        ).fetchall()
        return IngestSummary(
            total=outcomes.total(),
            known=known,
            outcomes=dict(outcomes),
            causes={(row["outcome"], row["cause"]): row["files"] for row in rows if row["cause"]},
            failures=tuple(_outcome(file_place(row["path"]), row) for row in failures),
        )

    @property
    def touched(self) -> bool:
        """Whether anything was recorded."""
        return self._run is not None

    def _begin(self) -> None:
        if self._run is None:
            cursor = self._connection.execute(
                "INSERT INTO ingest_run (started_at, extractor_version, workers, paths) VALUES (?, ?, ?, ?)",
                (_now(), self._version, self._workers, self._paths),
            )
            self._run = cursor.lastrowid

    def _settle(self, file: SeenFile, outcome: FileOutcome) -> FileOutcome:
        self._begin()
        with transaction(self._connection):
            row = self._row(file.path)
            return self._record(file, replace(outcome, document_id=row["document_id"] if row else None))

    def _place(self, file: SeenFile, plan: PlanRows) -> FileOutcome:
        """Put the plan in, or find that the database has it."""
        row = self._row(file.path)
        if has_document(self._connection, plan.document_id):
            own = row is not None and row["outcome"] == "stored" and row["document_id"] == plan.document_id
            if not own and not self._is_outdated(plan.document_id):
                return self._duplicate(file, plan.document_id, "same-file")
            insert_plan(self._connection, plan)
            self._keep_first_name(file, plan.document_id)
            return self._stored(file, plan)
        leaving = row["document_id"] if row and not self._has_other_holder(row["document_id"], file) else None
        twin = find_twin(self._connection, plan, leaving=leaving)
        if twin is not None and not is_better_copy(self._connection, plan, twin):
            return self._duplicate(file, twin, "same-plan")
        insert_plan(self._connection, plan)
        if twin is not None:
            self._demote(twin, plan.document_id, file)
        return self._stored(file, plan)

    def _stored(self, file: SeenFile, plan: PlanRows) -> FileOutcome:
        poor = not plan.rows["target"] and not plan.rows["responsibility"]
        message = "no target and no task found: perhaps not a plan, or of a form not known yet"
        return FileOutcome(
            file.path,
            "stored",
            "few-facts" if poor else None,
            message if poor else None,
            plan.document_id,
        )

    def _duplicate(self, file: SeenFile, document: str, cause: str) -> FileOutcome:
        kept = self._connection.execute("SELECT file_name FROM document WHERE id = ?", (document,)).fetchone()
        what = "the same file as" if cause == "same-file" else "the same plan as"
        if cause == "same-file":
            self._keep_first_name(file, document)
        return FileOutcome(file.path, "duplicate", cause, f"{what} {kept['file_name']}, kept once", document)

    def _demote(self, twin: str, better: str, file: SeenFile) -> None:
        """A worse copy of a plan gives way to a better one; its files point to that one."""
        self._connection.execute(
            "UPDATE ingest_file SET outcome = 'duplicate', cause = 'same-plan', document_id = ?, message = ? "
            "WHERE document_id = ? AND path <> ? AND outcome IN ('stored', 'duplicate')",
            (better, f"the same plan as {label_of(self._connection, file.path)}, kept once", twin, str(file.path)),
        )
        remove_plan(self._connection, twin, heir=better)

    def _let_go(self, file: SeenFile, heir: str | None) -> list[FilePlace]:
        """Remove the plan that a changed file held before, where no copy of that file holds it still."""
        row = self._row(file.path)
        old = row["document_id"] if row else None
        if old is None or old == heir:
            return []
        if self._has_other_holder(old, file):
            self._promote(old, file)
            return []
        others = self._connection.execute(
            "SELECT path FROM ingest_file WHERE document_id = ? AND path <> ? ORDER BY path",
            (old, str(file.path)),
        ).fetchall()
        released = [file_place(other["path"]) for other in others]
        self._connection.execute("DELETE FROM ingest_file WHERE document_id = ? AND path <> ?", (old, str(file.path)))
        remove_plan(self._connection, old, heir=heir)
        return released

    def _has_other_holder(self, document: str | None, file: SeenFile) -> bool:
        if document is None:
            return False
        return self._connection.execute(
            "SELECT 1 FROM ingest_file f JOIN document d ON d.id = f.document_id AND d.sha256 = f.sha256 "
            "WHERE d.id = ? AND f.path <> ?",
            (document, str(file.path)),
        ).fetchone() is not None  # fmt: skip

    def _promote(self, document: str, file: SeenFile) -> None:
        """Another copy becomes the file that a plan is stored from."""
        self._connection.execute(
            "UPDATE ingest_file SET outcome = 'stored', cause = NULL, message = NULL WHERE path = "
            "(SELECT min(f.path) FROM ingest_file f JOIN document d ON d.id = f.document_id "
            "AND d.sha256 = f.sha256 WHERE d.id = ? AND f.path <> ?)",
            (document, str(file.path)),
        )

    def _keep_first_name(self, file: SeenFile, document: str) -> None:
        """Of several copies' names the first by letter order, so that the order of files is no matter."""
        own = label_of(self._connection, file.path)
        self._connection.execute(
            "UPDATE document SET file_name = min(?, (SELECT coalesce(min(coalesce(l.label, replace(f.path, "
            "rtrim(f.path, replace(f.path, '/', '')), ''))), ?) FROM ingest_file f LEFT JOIN file_label l USING (path) "
            "WHERE f.document_id = document.id AND f.sha256 = document.sha256)) WHERE id = ?",
            (own, own, document),
        )

    def _is_outdated(self, document: str) -> bool:
        row = self._connection.execute("SELECT extractor_version FROM document WHERE id = ?", (document,)).fetchone()
        return row is not None and row["extractor_version"] != self._version

    def _row(self, path: FilePlace) -> Any:
        return self._connection.execute("SELECT * FROM ingest_file WHERE path = ?", (str(path),)).fetchone()

    def _record(self, file: SeenFile, outcome: FileOutcome) -> FileOutcome:
        values = {
            "path": str(file.path),
            "run_id": self._run,
            "sha256": file.sha256,
            "size": file.size,
            "outcome": outcome.outcome,
            "cause": outcome.cause,
            "message": outcome.message,
            "document_id": outcome.document_id,
            "reader": outcome.reader,
            "extractor_version": self._version,
            "seconds": None if outcome.seconds is None else round(outcome.seconds, 4),
            "facts": outcome.facts,
        }
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        self._connection.execute(f"INSERT OR REPLACE INTO ingest_file ({names}) VALUES ({marks})", values)
        return outcome


def _outcome(path: FilePlace, row: sqlite3.Row, *, known: bool = False) -> FileOutcome:
    names = ("outcome", "cause", "message", "document_id", "reader", "seconds", "facts")
    return FileOutcome(path, known=known, **{name: row[name] for name in names})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
