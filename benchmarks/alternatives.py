"""Other programs over the same text and the same files, in the same run, where they are installed."""

from __future__ import annotations

import importlib
import io
import time
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import pdfplumber

from plan_extract.extraction.quantities import find_quantities
from plan_extract.normalising.passages import read_passage
from plan_extract.pipeline import extract_bytes, extract_source
from plan_extract.reading import ReadOptions, read_bytes
from plan_extract.resources import corpus_dir

NO_OCR = ReadOptions(ocr="never")


def print_alternatives(plans: Sequence[str]) -> None:
    """Processor milliseconds of each over the same input; what each gives is said beside it."""
    _warm_up(plans[0])
    size = sum(len(plan.encode()) for plan in plans) / len(plans) / 1000
    print(f"\nOthers over the same text: {len(plans)} plans of {size:.0f} KB, processor milliseconds a plan")
    _row(
        "plan-extract, all facts",
        plans,
        lambda text: extract_bytes(text.encode(), "plan.txt"),
        "facts, linked to their places",
    )
    _row("plan-extract, quantities only", plans, _quantities, "figures with units and bounds")
    _text_row("quantulum3", "quantulum3.parser", plans[:2], lambda module: module.parse, "figures with units (English)")
    _text_row("underthesea, words", "underthesea", plans[:5], lambda module: module.word_tokenize, "words")
    _text_row(
        "underthesea, word classes", "underthesea", plans[:5], lambda module: module.pos_tag, "words with their class"
    )
    _print_pdf()


def _warm_up(text: str) -> None:
    extract_bytes(text.encode(), "plan.txt")


def _quantities(text: str) -> None:
    for line in text.split("\n"):
        find_quantities(read_passage(line, 0, len(line)).match)


def _text_row(
    name: str, module: str, plans: Sequence[str], choose: Callable[[Any], Callable[[str], Any]], gives: str
) -> None:
    """By paragraphs, as these programs expect no whole documents; `gives` says what comes of it."""
    failed, lines = 0, sum(1 for plan in plans for line in plan.split("\n") if line.strip())

    def run(text: str) -> None:
        nonlocal failed
        for line in text.split("\n"):
            if line.strip():
                try:
                    work(line)
                except Exception:
                    failed += 1

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            work = choose(importlib.import_module(module))
            work("Tỷ lệ hộ nghèo giảm 5%.")
        except Exception as error:
            print(f"  {name:<34}{'left out':>12}   {type(error).__name__}: {str(error)[:80]}")
            return
        _row(name, plans, run, gives, lambda: f"; failed on {failed} of {lines} paragraphs" if failed else "")


def _row(
    name: str, inputs: Sequence[Any], work: Callable[[Any], Any], gives: str, note: Callable[[], str] = lambda: ""
) -> None:
    begun = time.process_time()
    for each in inputs:
        work(each)
    spent = (time.process_time() - begun) / len(inputs)
    print(f"  {name:<34}{spent * 1e3:>12.1f}   {gives}{note()}", flush=True)


def _print_pdf() -> None:
    files = [path.read_bytes() for path in sorted((corpus_dir() / "plans").glob("*.pdf"))]
    print(f"\nOthers over the same PDFs: {len(files)} sample plans, processor milliseconds a plan")
    _row(
        "plan-extract, reading",
        files,
        lambda data: read_bytes(data, "plan.pdf", NO_OCR),
        "text, tables, places on the page",
    )
    _row(
        "plan-extract, reading and facts",
        files,
        lambda data: extract_source(read_bytes(data, "plan.pdf", NO_OCR)),
        "all facts",
    )
    _row("pdfplumber, text", files, lambda data: _plumber(data, tables=False), "text")
    _row("pdfplumber, text and tables", files, lambda data: _plumber(data, tables=True), "text, tables")


def _plumber(data: bytes, *, tables: bool) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            if tables:
                page.extract_tables()
