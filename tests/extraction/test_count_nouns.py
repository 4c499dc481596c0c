"""Nouns of counts: found among the names that begin with their first word."""

from __future__ import annotations

import pytest

from plan_extract.extraction.count_nouns import read_count_noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        (" câu lạc bộ mới", "câu lạc bộ"),
        (" cán bộ/phường", "cán bộ/phường"),
        (" lượt người", "lượt người"),
        (" đô thị loại III", "đô thị"),
        (" kỹ sư/xã", "kỹ sư/xã"),
        (" người già neo đơn", "người"),
        (" gìđó được xây", "gìđó"),
        (", xã", None),
        ("", None),
    ],
)
def test_noun_behind_a_figure(text: str, noun: str | None) -> None:
    assert read_count_noun(text, text, 0) == noun
