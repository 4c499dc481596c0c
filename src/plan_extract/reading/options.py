"""What a user can set about reading, with limits that keep a bad file from stopping the rest."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Literal

from plan_extract.model.errors import ReadError

OcrMode = Literal["auto", "never", "always"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Settings of the readers.

    `ocr`: `auto` reads pages without usable text by OCR, `never` leaves them out, `always` reads
    every page of a PDF by OCR. `time_limit` in seconds a file. Sizes in bytes: of the file, and
    of what an archive or Word file may unpack to; `max_text` in characters. `ocr_workers`:
    tesseract processes at once.
    """

    ocr: OcrMode = "auto"
    time_limit: float = 120.0
    max_bytes: int = 200_000_000
    max_text: int = 10_000_000
    max_unpacked_bytes: int = 500_000_000
    max_pages: int = 3_000
    max_archive_files: int = 20_000
    max_archive_depth: int = 4
    ocr_dpi: int = 250
    ocr_workers: int = 2


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which reading one file must be over."""

    name: str
    limit: float
    ends: float

    @classmethod
    def start(cls, name: str, limit: float) -> Deadline:
        return cls(name, limit, time.monotonic() + limit)

    def remaining(self) -> float:
        """Seconds left. Raises ReadError where none are."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def check(self) -> None:
        """Raise ReadError when the time is up."""
        self.remaining()

    def error(self) -> ReadError:
        return ReadError(
            f"{self.name}: reading took longer than {self.limit:g} s and was stopped; "
            "allow more with a higher time limit, or split the file",
            cause="timeout",
        )


_CURRENT = threading.local()


def set_deadline(deadline: Deadline | None) -> None:
    """Make `deadline` the one that `check_time` looks at in this thread."""
    _CURRENT.deadline = deadline


def current_deadline() -> Deadline | None:
    found: Deadline | None = getattr(_CURRENT, "deadline", None)
    return found


def check_time() -> None:
    """Raise ReadError when the file that this thread reads has used up its time."""
    deadline = current_deadline()
    if deadline is not None:
        deadline.check()


def time_left(default: float) -> float:
    """Seconds left for the file that this thread reads, `default` where no limit is set."""
    deadline = current_deadline()
    return deadline.remaining() if deadline is not None else default
