"""What became of every file that was ever given to ingest."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

FEW_FACTS: Final = 5
"""Below so many facts a plan that was stored is listed as suspicious."""

FEW_FOR_LENGTH: Final = 5
"""Or below so many in 10,000 characters; published plans hold some 45 there."""


@dataclass(frozen=True)
class ReportedFile:
    """A file with its outcome; `cause` is a short key, None where there is nothing to say."""

    path: str
    outcome: str
    cause: str | None
    message: str | None
    reader: str | None
    facts: int | None
    seconds: float | None


@dataclass(frozen=True)
class IngestReport:
    """All files: failures, then plans with hardly any facts, with few for their length, then the others."""

    files: tuple[ReportedFile, ...]

    @property
    def outcomes(self) -> dict[str, int]:
        """Number of files by outcome."""
        return dict(Counter(file.outcome for file in self.files))

    @property
    def causes(self) -> dict[tuple[str, str], int]:
        """Number of files by outcome and cause."""
        return dict(Counter((file.outcome, file.cause) for file in self.files if file.cause))


def make_report(connection: sqlite3.Connection) -> IngestReport:
    """The state of all files, by the last run that read each."""
    rows = connection.execute(
        "SELECT path, outcome, cause, message, reader, facts, seconds, length(t.text) FROM ingest_file f "
        "LEFT JOIN document_text t ON t.document_id = f.document_id AND f.outcome = 'stored'"
    )
    files = [_reported(ReportedFile(*row[:7]), row[7]) for row in rows]
    return IngestReport(tuple(sorted(files, key=_order)))


def _reported(file: ReportedFile, length: int | None) -> ReportedFile:
    """The file, marked where its plan holds few facts: hardly any, or few for its length in characters."""
    if file.outcome != "stored" or file.cause is not None or file.facts is None or length is None:
        return file
    if file.facts >= FEW_FACTS and file.facts * 10_000 >= FEW_FOR_LENGTH * length:
        return file
    return replace(file, cause="few-facts", message=f"only {file.facts} facts found in {length} characters")


def _order(file: ReportedFile) -> tuple[bool, bool, bool, bool, str]:
    hardly_any = file.facts is not None and file.facts < FEW_FACTS
    return file.outcome != "failed", file.cause is None, file.cause != "few-facts", not hardly_any, file.path
