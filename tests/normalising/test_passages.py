"""Passages folded together are folded as each is alone."""

import pytest

from plan_extract.normalising.offsets import OffsetMap
from plan_extract.normalising.passages import Passage, fold_passages

LINES = [
    "Phần đầu đến năm 2026, tỉ lệ hộ nghèo còn 2,5%;",
    "l5",
    "% số xã đạt chuẩn, không đề xảy ra điểm nóng",
    "HOÀ BÌNH – ĐỊA PHƯƠNG",
    "",
]


def _passages(texts: list[str]) -> list[Passage]:
    return [Passage(text, OffsetMap()) for text in texts]


@pytest.mark.parametrize("more", ["", "một dấu \0 giữa dòng", "İstanbul"])
def test_passages_folded_together_match_as_each_alone(more: str) -> None:
    together, alone = _passages([*LINES, more]), _passages([*LINES, more])
    fold_passages(together)
    assert [passage.match for passage in together] == [passage.match for passage in alone]


def test_misread_phrases_are_repaired_in_their_own_passage() -> None:
    passages = _passages(LINES[:3])
    fold_passages(passages)
    assert [passage._match for passage in passages] == [
        "phấn đấu đến năm 2026, tỷ lệ hộ nghèo còn 2,5%;",
        "l5",
        "% số xã đạt chuẩn, không để xảy ra điểm nóng",
    ]
