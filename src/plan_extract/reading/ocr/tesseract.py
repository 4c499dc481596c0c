"""Tesseract called as a program: a picture in, words with their place and confidence out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from plan_extract.model.errors import ReadError
from plan_extract.reading.ocr.image import PageImage
from plan_extract.reading.pdf.page import Rect
from plan_extract.reading.programs import find_program, missing_program, run_program

PACKAGES = "tesseract-ocr tesseract-ocr-vie"
_LOOKALIKES = re.compile("/?⁄/?|Đ?ÐĐ?")  # seen twice or once, in place of a stroke and of Đ
_MODE = "6"  # one block of lines: columns are told apart here, by the gaps between words


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read, where it stands (pixels), which line it is in, its confidence from 0 to 100."""

    text: str
    box: Rect
    line: tuple[int, int, int]
    confidence: float


def require_tesseract(name: str) -> str:
    """The path of tesseract. Raises ReadError that says what to install."""
    program = find_program("tesseract")
    if program is None:
        raise missing_program(name, "the file is a scan, and reading scans needs tesseract", PACKAGES)
    if not _has_vietnamese(program):
        raise missing_program(name, "the file is a scan, and tesseract has no Vietnamese here", PACKAGES)
    return program


@cache
def _has_vietnamese(program: str) -> bool:
    run = run_program([program, "--list-langs"], name="tesseract", limit=20.0)
    return b"vie" in (run.stdout + run.stderr).split()


def tesseract_command(program: str, dpi: float, mode: str = _MODE) -> list[str]:
    """Tesseract with our settings: picture on standard input, words as a table on standard output."""
    return [
        program, "stdin", "stdout", "-l", "vie", "--psm", mode, "--dpi", str(round(dpi)),
        "-c", "tessedit_create_tsv=1",
    ]  # fmt: skip


def read_words(
    program: str, pages: Sequence[PageImage], name: str, limit: float, mode: str = _MODE
) -> list[list[Word]]:
    """The words that tesseract sees on each page, in its order, all pages in one run.

    Raises ReadError where it fails.
    """
    dpi = round(pages[0].dpi)
    if any(round(page.dpi) != dpi for page in pages):
        return [words for page in pages for words in read_words(program, [page], name, limit, mode)]
    stream = io.BytesIO()
    first, *others = (page.image for page in pages)
    first.save(stream, "TIFF", save_all=True, append_images=others)
    command = tesseract_command(program, dpi, mode)
    run = run_program(command, name=name, limit=limit, data=stream.getvalue(), environment={"OMP_THREAD_LIMIT": "1"})
    if run.returncode != 0:
        detail = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ReadError(f"{name}: OCR failed ({detail[-1] if detail else 'no reason given'})", cause="damaged")
    found: list[list[Word]] = [[] for _ in pages]
    for number, word in _parse(run.stdout.decode("utf-8", "replace")):
        found[number - 1].append(word)
    return found


def _parse(table: str) -> Iterator[tuple[int, Word]]:
    """The words of tesseract's table, each with the number of its page."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text:
            continue
        left, top = float(row["left"]), float(row["top"])
        box = Rect(left, top, left + float(row["width"]), top + float(row["height"]))
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        yield int(row["page_num"]), Word(_LOOKALIKES.sub(_plain, text), box, line, float(row["conf"]))


def _plain(found: re.Match[str]) -> str:
    return "/" if "⁄" in found[0] else "Đ"
