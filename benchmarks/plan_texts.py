"""Text plans of a size, made from the sample corpus: each another plan, the same number always the same plan.

A sample plan is lengthened to the size asked for: by paragraphs of prose from all samples, which leaves about
170 facts in 30 KB (published plans of this length hold some 100), or, `dense`, by whole chapters of other
samples, which makes twice as many. Number and figures differ from plan to plan, so that none is a copy of
another.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path

from plan_extract.resources import corpus_dir

SIZE = 30_000
"""Bytes of a plan in UTF-8, about twelve printed pages."""

_CHAPTER = re.compile(r"(?m)^[IVX]+\. ")
_TAIL = re.compile(r"(?mi)^ *Nơi nhận")
_PERCENT = re.compile(r"\d+(,\d)?(?=%)")
_SENTENCE = re.compile(r"(?<=[.;]) +(?=[A-ZÀ-Ỹ])")
_ROMAN = re.compile(r"^[IVX]+(?=\. )")
_NUMERALS = ["", *(tens + ones for tens in ("", "X", "XX", "XXX", "XL")
                   for ones in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"))]  # fmt: skip


@lru_cache(maxsize=1)
def _samples() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Of each sample plan with chapters what stands before, the chapters, and what stands behind."""
    found = []
    for path in sorted((corpus_dir() / "source").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        tail = _TAIL.search(text)
        starts = [match.start() for match in _CHAPTER.finditer(text, 0, tail.start() if tail else 0)]
        if tail is not None and len(starts) > 2:
            ends = [*starts[1:], tail.start()]
            chapters = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
            found.append((text[: starts[0]], chapters, text[tail.start() :]))
    return tuple(found)


@lru_cache(maxsize=1)
def _prose() -> tuple[str, ...]:
    """Sentences without figures of all samples."""
    found = set()
    for _, chapters, _ in _samples():
        for paragraph in "".join(chapters).split("\n\n"):
            if "|" not in paragraph:
                sentences = _SENTENCE.split(re.sub(r"\s+", " ", paragraph.strip(" -•+\n")))
                found.update(s for s in sentences if len(s) > 80 and not re.search(r"\d", s) and s[0].isupper())
    return tuple(sorted(found))


def make_plan(number: int, size: int = SIZE, *, dense: bool = False) -> str:
    """Plan `number`, of about `size` bytes."""
    dice = random.Random(number)
    head, chapters, tail = _samples()[number % len(_samples())]
    room = int(size * 0.99) - len((head + "".join(chapters) + tail).encode())
    body = list(chapters)
    if dense:
        body += _more_chapters(dice, room)
    elif room > 0:
        body.insert(len(body) - 1, "I. NỘI DUNG THỰC HIỆN\n\n" + _paragraphs(dice, room))
    numbered = (_ROMAN.sub(_NUMERALS[place], chapter) for place, chapter in enumerate(body, 1))
    text = head + "".join(numbered) + tail
    text = re.sub(r"(Số: *)\d*", lambda match: f"{match[1]}{number + 1}", text, count=1)
    return _PERCENT.sub(lambda match: f"{dice.randint(1, 99)}{',' + str(dice.randint(1, 9)) if match[1] else ''}", text)


def _more_chapters(dice: random.Random, room: int) -> list[str]:
    found = []
    for chapter in (each for sample in dice.sample(_samples(), len(_samples())) for each in sample[1]):
        extent = len(chapter.encode())
        if extent <= room * 1.1:
            found.append(chapter)
            room -= extent
    return found


def _paragraphs(dice: random.Random, room: int) -> str:
    found: list[str] = []
    while room > 0:
        paragraph = " ".join(dice.sample(_prose(), dice.randint(1, 4)))
        found.append(("- " if dice.random() < 0.5 else "") + paragraph + "\n\n")
        room -= len(found[-1].encode())
    return "".join(found)


def write_plans(folder: Path, count: int, size: int = SIZE, *, dense: bool = False) -> int:
    """Write so many plans into a new folder; returns the bytes."""
    folder.mkdir(parents=True)
    written = 0
    for number in range(count):
        data = make_plan(number, size, dense=dense).encode()
        (folder / f"plan-{number:05}.txt").write_bytes(data)
        written += len(data)
    return written
