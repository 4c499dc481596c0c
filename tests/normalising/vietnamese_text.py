"""Texts as files bring them, for property tests: words of plans with odd blanks, breaks, markup, marks apart."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import strategies as st

WORDS = (
    "Phấn đấu", "đạt", "99,5%", "trẻ em", "hoà", "khoẻ", "quý", "thuý", "Ðảng", "ủy", "UBND", "tỷ lệ", "1.500", "ngày 01/7/2025",
    "5‰", "m²", "“xã”", "không để xảy ra", "phần đầu", "-", "+", "23/QĐ-TTg", "nghĩa", "giường", "Ô", "…", "(14/14 phường)", "l00%", "a)", "#", "~",
)  # fmt: skip
GAPS = (
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    " \n  ",
    "\u00a0",
    "\u200b",
    "**",
    "*",
    "\u00ad",
    " ** ",
    "<b>",
    "</b> ",
    "<br>",
    "\\-",
    "\n# ",
    "\f",
    "\u2003",
)

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"


@st.composite
def messy_texts(draw: st.DrawFn) -> str:
    """A text of words with a gap behind each, composed or with marks apart."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), min_size=1, max_size=12))
    text = "".join(word + gap for word, gap in pairs)
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)


def bare(text: str) -> str:
    """The letters and signs of a text alone: NFC, Ð as Đ, markup, invisible signs and all white space left out."""
    text = re.sub(r"</?(?:b|i|u|br|sup|sub)/?>", "", unicodedata.normalize("NFC", text))
    text = text.replace("Ð", "Đ").replace("ð", "đ")
    return re.sub(rf"[\s*#\\{_INVISIBLE}]+", "", text)
