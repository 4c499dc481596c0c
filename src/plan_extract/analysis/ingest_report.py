"""What became of every file that was ever given to ingest."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Final

FEW_FACTS: Final = 5
"""Below so many facts a plan that was stored is listed as suspicious."""


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
    """All files, failures first, then those that yielded little, then the others."""

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
        "SELECT path, outcome, cause, message, reader, facts, seconds FROM ingest_file "
        "ORDER BY outcome <> 'failed', cause IS NULL, cause <> 'few-facts', path"
    )
    return IngestReport(tuple(_reported(ReportedFile(*row)) for row in rows))


def _reported(file: ReportedFile) -> ReportedFile:
    if file.outcome == "stored" and file.cause is None and file.facts is not None and file.facts < FEW_FACTS:
        message = f"only {file.facts} facts found"
        return ReportedFile(file.path, "stored", "few-facts", message, file.reader, file.facts, file.seconds)
    return file
