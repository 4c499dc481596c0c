"""What must hold of any input: no error but our own, and every span inside the text it is of."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import fuzz_inputs
import regex

from plan_extract.extraction.cell_times import read_due
from plan_extract.extraction.deadline_times import find_time_limits
from plan_extract.extraction.ignored_numbers import find_ignored
from plan_extract.extraction.printed_dates import BARE_DATE, DATE, read_date
from plan_extract.extraction.quantities import find_quantities
from plan_extract.model.errors import ReadError
from plan_extract.model.source import Block, SourceDocument
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.figures import FIGURE, parse_figure
from plan_extract.normalising.passages import cut_passage, read_passage
from plan_extract.pipeline import extract_source
from plan_extract.reading import ReadOptions, read_bytes
from plan_extract.reading.text import read_text
from plan_extract.structure.document import read_plan_text

OPTIONS = ReadOptions(ocr="never", time_limit=20)


def inside(start: int, end: int, length: int, what: object) -> None:
    """A span must be one."""
    assert 0 <= start <= end <= length, (start, end, length, what)


def check_figures(text: str) -> None:
    """Figures have a value, and the pattern finds them in order."""
    for match in regex.finditer(FIGURE, fold_match(text)):
        assert parse_figure(match.group()) >= 0


def check_normaliser(text: str) -> None:
    """Mended text maps into its source, in order, and folds to the same length."""
    passage = read_passage(text, 0, len(text))
    assert len(passage.match) == len(passage.text)
    spans = [passage.span(at, at + 1) for at in range(len(passage.text))]
    for start, end in spans:
        inside(start, end, len(text), passage)
    assert all(one[0] <= other[0] for one, other in pairwise(spans))
    for piece in cut_passage(passage) if passage.text else ():
        inside(*piece.span(0, len(piece.text)), len(text), piece)


def check_quantities(text: str) -> None:
    """Quantities and the figures that are none stand inside the text."""
    match = read_passage(text, 0, len(text)).match
    for found in find_quantities(match):
        inside(found.start, found.end, len(match), found)
        inside(found.start, found.figure_start, found.end, found)
    for start, end in find_ignored(match):
        inside(start, end, len(match), "ignored")


def check_dates(text: str) -> None:
    """Times stand inside the text; a year is put in or not."""
    match = read_passage(text, 0, len(text)).match
    for cell in (False, True):
        for limit in find_time_limits(match, cell=cell):
            inside(limit.start, limit.end, len(match), limit)
            limit.iso(2025)
    read_due(text, 2025)
    for pattern in (DATE, BARE_DATE):
        for printed in pattern.finditer(text):
            inside(printed.start(), read_date(printed).end, len(text), printed)


def check_outline(text: str) -> None:
    """Every item of the outline stands inside the text."""
    try:
        source = read_text(text.encode("utf-8", "replace"), "plan.txt")
    except ReadError:
        return
    check_source(source)
    for item in read_plan_text(source).items():
        if item.table is None:
            inside(0, item.body, len(item.passage.text), item)
            if item.passage.text:
                inside(*item.passage.span(0, len(item.passage.text)), len(source.text), item)


def check_reader(data: bytes, name: str) -> None:
    """A reader gives a sound document or says in our words why not."""
    try:
        source = read_bytes(data, name, OPTIONS)
    except ReadError as error:
        assert str(error), name
        assert error.cause
        return
    check_source(source)


def check_source(source: SourceDocument) -> None:
    """Blocks and cells stand inside the text; tables are grids."""
    source.text.encode("utf-8")
    for block in source.blocks:
        _check_block(block, len(source.text))


def _check_block(block: Block, length: int) -> None:
    inside(block.start, block.end, length, block)
    if block.table is not None:
        assert len({len(row) for row in block.table.rows}) <= 1
        for row in block.table.rows:
            for cell in row:
                if cell is not None:
                    inside(cell.start, cell.end, length, cell)


def check_extraction(text: str) -> None:
    """Every fact, section and issue of a plan stands inside its text."""
    try:
        source = read_bytes(text.encode("utf-8", "replace"), "plan.txt", OPTIONS)
    except ReadError:
        return
    plan = extract_source(source)
    length, record = len(source.text), plan.record
    for fact in (
        *record.legal_references, *record.goals, *record.indicators, *record.targets, *record.responsibilities,
        *record.deadlines, *plan.sections,
    ):  # fmt: skip
        inside(fact.start, fact.end, length, fact)
    for issue in plan.issues:
        if issue.start is not None and issue.end is not None:
            inside(issue.start, issue.end, length, issue)


def _of_text(make: Callable[[random.Random], str], check: Callable[[str], None]) -> Callable[[random.Random], None]:
    return lambda dice: check(make(dice))


def _of_file(make: Callable[[random.Random], tuple[bytes, str]]) -> Callable[[random.Random], None]:
    return lambda dice: check_reader(*make(dice))


KINDS: dict[str, tuple[int, Callable[[random.Random], None]]] = {
    "figures": (250, _of_text(fuzz_inputs.phrase, check_figures)),
    "normaliser": (200, _of_text(fuzz_inputs.phrase, check_normaliser)),
    "dates": (200, _of_text(fuzz_inputs.phrase, check_dates)),
    "quantities": (200, _of_text(fuzz_inputs.phrase, check_quantities)),
    "outline": (40, _of_text(fuzz_inputs.document, check_outline)),
    "extraction": (4, _of_text(fuzz_inputs.document, check_extraction)),
    "cut plans": (8, _of_text(fuzz_inputs.cut_plan, check_extraction)),
    "text files": (32, _of_file(fuzz_inputs.text_file)),
    "html files": (20, _of_file(fuzz_inputs.html_file)),
    "docx files": (12, _of_file(fuzz_inputs.docx_file)),
    "pdf files": (6, _of_file(fuzz_inputs.pdf_file)),
    "mails": (8, _of_file(fuzz_inputs.mail_file)),
    "archives": (8, _of_file(fuzz_inputs.zip_file)),
    "any bytes": (12, _of_file(fuzz_inputs.any_file)),
}
"""Of each kind its share of a thousand inputs, and what makes one from a seed and checks it."""


def check(kind: str, seed: str) -> None:
    """Make the input of a seed and check it. The same seed gives the same input."""
    KINDS[kind][1](random.Random(f"{kind}/{seed}"))
