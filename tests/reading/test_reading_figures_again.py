"""Figures read a second and a third time: what two further readings agree on, and what stands."""

from __future__ import annotations

import pytest
from PIL import Image

from plan_extract.reading.ocr import again
from plan_extract.reading.ocr.again import choose, read_figures_again
from plan_extract.reading.ocr.image import PageImage
from plan_extract.reading.ocr.tesseract import Word
from plan_extract.reading.pdf.page import Rect


def word(text: str, confidence: float, left: float = 300, top: float = 200) -> Word:
    return Word(text, Rect(left, top, left + 90, top + 30), (1, 1, int(top)), confidence)


@pytest.mark.parametrize(
    ("first", "alone", "softened", "expected"),
    [
        ("58,33%;", "58,3%", "58,3%.", "58,3%;"),
        ("B1", "81", "81", "81"),
        ("(7,288", "7.288", "7.288", "(7.288"),  # no decimals of three figures
        ("428", "42,8", "42,8", "42,8"),
        ("9b", "%", "%", "%"),
        ("93,8", "92,8", "95,8", "93,8"),  # they do not agree
        ("59,1", "59.1", "59.1", "59,1"),
        ("91,2", "912", "912", "91,2"),
        ("71%", "719%", "719%", "71%"),
        ("3,58%", "3,589", "3,589", "3,58%"),
        ("34,4‰", "34,4%", "34,4%", "34,4‰"),
        ("96", "tổng", "tổng", "96"),
    ],
)
def test_what_both_readings_say_is_taken(first: str, alone: str, softened: str, expected: str) -> None:
    assert choose(word(first, 55), word(alone, 80), word(softened, 85)).text == expected


def test_confidence_rises_where_all_agree_and_stays_where_nothing_was_read() -> None:
    assert choose(word("47", 60), word("47", 88), word("47", 93)).confidence == 88
    assert choose(word("47", 60), word("47", 30), word("47", 93)).confidence == 60
    assert choose(word("47", 60), None, word("48", 93)) == word("47", 60)
    assert choose(word("47", 60), None, None) == word("47", 60)


def test_only_unsure_figures_are_cut_out_and_few_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[PageImage] = []

    def read(program: str, images: list[PageImage], name: str, limit: float) -> list[list[Word]]:
        pages.extend(images)
        return [[] for _ in images]

    monkeypatch.setattr(again, "read_words", read)
    page = PageImage(Image.new("L", (1600, 2200), 255), 250, [])
    sure = [word("2025", 96), word("nghèo", 40), word("12", 95, top=400)]
    assert read_figures_again("tesseract", [page], [sure], "a.pdf", 9.0) == [sure] and not pages
    unsure = [word(f"{number},5%", 70, top=100 + 50 * number) for number in range(30)]
    assert read_figures_again("tesseract", [page], [unsure], "a.pdf", 9.0) == [unsure]
    (stack,) = pages
    assert stack.image.height < 20 * 75 and stack.image.width < 200


def test_readings_go_back_to_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(program: str, images: list[PageImage], name: str, limit: float) -> list[list[Word]]:
        lines = ((38, 24, "81"), (98, 24, "đạt"), (98, 134, "81"), (157, 24, "7,5"), (217, 134, "7,5"))
        return [[word(text, 90, left, middle - 15) for middle, left, text in lines]]

    monkeypatch.setattr(again, "read_words", read)
    page = PageImage(Image.new("L", (1600, 2200), 255), 250, [])
    words = [word("đạt", 95, 200), word("B1", 60), word("đạt", 95, 200, 300), word("7,8", 70, 300, 300)]
    (found,) = read_figures_again("tesseract", [page], [words], "a.pdf", 9.0)
    assert [each.text for each in found] == ["đạt", "81", "đạt", "7,5"]
