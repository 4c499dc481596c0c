"""The map back to the source: whatever a file brings, a span of it holds the words that it stands for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vietnamese_text import bare, messy_texts

from plan_extract.normalising.characters import clean_segment, fold_match, fold_tones, strip_accents
from plan_extract.normalising.offsets import OffsetMap
from plan_extract.normalising.passages import LONGEST, cut_passage, join_passages, read_passage
from plan_extract.normalising.repairs import repair


@given(messy_texts(), st.data())
def test_any_span_of_the_words_holds_them_in_the_source(source: str, data: st.DataObject) -> None:
    passage = read_passage(source, 0, len(source))
    if not passage.text:
        return
    start = data.draw(st.integers(0, len(passage.text) - 1))
    end = data.draw(st.integers(start + 1, len(passage.text)))
    first, last = passage.span(start, end)
    assert 0 <= first <= last <= len(source)
    assert bare(source[first:last]) == bare(passage.text[start:end])


@given(messy_texts())
def test_words_are_composed_with_single_blanks_and_no_markup(source: str) -> None:
    text, _ = clean_segment(source, 0, len(source))
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip() and "  " not in text
    assert not any(sign in text for sign in "*\n\r\t\u00a0\u200b\u00ad")
    assert bare(text) == bare(source)


@given(messy_texts())
def test_offsets_never_go_back(source: str) -> None:
    text, offsets = clean_segment(source, 0, len(source))
    places = [offsets.to_source(number) for number in range(len(text))]
    assert places == sorted(places)


@given(messy_texts(), messy_texts())
def test_a_segment_is_mapped_from_where_it_stands(before: str, source: str) -> None:
    alone, offsets = clean_segment(source, 0, len(source))
    inside, shifted = clean_segment(before + "\n" + source, len(before) + 1, len(before) + 1 + len(source))
    assert inside == alone
    assert [shifted.to_source(n) - len(before) - 1 for n in range(len(alone))] == [
        offsets.to_source(n) for n in range(len(alone))
    ]


@given(st.one_of(messy_texts(), st.text()))
def test_folding_keeps_the_length(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    folded = fold_match(composed)
    assert len(folded) == len(composed)
    assert len(repair(folded)) == len(folded)
    assert len(strip_accents(composed)) == len(composed)


@given(messy_texts())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = repair(fold_match(unicodedata.normalize("NFC", text)))
    assert repair(fold_match(once)) == once


@given(st.lists(messy_texts(), min_size=1, max_size=4), st.data())
def test_joined_passages_keep_the_map_of_each(sources: list[str], data: st.DataObject) -> None:
    text = "\n".join(sources)
    parts, at = [], 0
    for source in sources:
        parts.append(read_passage(text, at, at + len(source)))
        at += len(source) + 1
    joined = join_passages(parts)
    apart = " ".join(part.text for part in parts if part.text)
    assert joined.text.replace("- ", "-") == apart.replace("- ", "-") or len(parts) == 1
    if not joined.text:
        return
    start = data.draw(st.integers(0, len(joined.text) - 1))
    end = data.draw(st.integers(start + 1, len(joined.text)))
    first, last = joined.span(start, end)
    assert bare(text[first:last]) == bare(joined.text[start:end])


@given(messy_texts())
def test_a_part_of_a_map_maps_alike(source: str) -> None:
    text, offsets = clean_segment(source, 0, len(source))
    for start in range(0, len(text), 3):
        part = offsets.part(start, len(text))
        assert [part.span(n, n + 1) for n in range(len(text) - start)] == [
            offsets.span(n, n + 1) for n in range(start, len(text))
        ]


@pytest.mark.parametrize("sentence", ["Tỷ lệ hộ nghèo giảm còn 5%. ", "a", "trẻ em ", "đ" * 99 + " "])
def test_a_long_passage_is_cut_in_pieces_that_keep_all_words(sentence: str) -> None:
    source = (sentence * (3 * LONGEST // len(sentence) + 7)).strip()
    pieces = cut_passage(read_passage(source, 0, len(source)))
    assert len(pieces) > 2 and all(0 < len(piece.text) <= LONGEST for piece in pieces)
    assert bare("".join(piece.text for piece in pieces)) == bare(source)
    for piece in pieces:
        first, last = piece.span(0, len(piece.text))
        assert bare(source[first:last]) == bare(piece.text)


def test_the_last_letter_keeps_its_marks_where_they_stand_apart() -> None:
    source = unicodedata.normalize("NFD", "đạt tỷ lệ cao")
    passage = read_passage(source, 0, len(source))
    first, last = passage.span(4, 9)
    assert unicodedata.normalize("NFC", source[first:last]) == "tỷ lệ"


def test_an_empty_span_stands_where_it_begins() -> None:
    offsets = OffsetMap()
    offsets.add_run(0, 7)
    assert offsets.span(2, 2) == (9, 9)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Hoà Bình, Khoẻ", "hòa bình, khỏe"),
        ("THUỶ SẢN", "thủy sản"),
        ("quý, quỳ, quỷ", "quý, quỳ, quỷ"),
        ("toàn, hoàng", "toàn, hoàng"),
        ("Ðà Nẵng – Đắk Lắk", "đà nẵng - đắk lắk"),
        ("“Mẹ đỡ đầu”", '"mẹ đỡ đầu"'),
        ("l00% hộ", "100% hộ"),
        ("9O,5%", "90,5%"),
        ("30 m²", "30 m2"),
        ("thực hiện¹", "thực hiện "),
    ],
)
def test_look_alikes_fold(printed: str, folded: str) -> None:
    assert fold_match(printed) == folded


def test_tones_fold_only_in_open_syllables() -> None:
    assert fold_tones("hoá hoán loà loàn uý uýt") == "hóa hoán lòa loàn úy uýt"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Phần đầu đạt 95%", "phấn đấu đạt 95%"),
        ("không đề xảy ra dịch", "không để xảy ra dịch"),
        ("công tác viên ở thôn", "cộng tác viên ở thôn"),
        ("tham muu cho UBND", "tham mưu cho ubnd"),
        ("các trường hàng năm", "các trường hàng năm"),
        ("phần đầu của kế hoạch", "phần đầu của kế hoạch"),
    ],
)
def test_misread_phrases_are_put_right_for_matching_only(printed: str, meant: str) -> None:
    passage = read_passage(printed, 0, len(printed))
    assert passage.match == meant
    assert passage.text == printed


def test_repairs_leave_words_that_only_meet() -> None:
    assert repair("trên cơ sở kết quả năm trước") == "trên cơ sở kết quả năm trước"
    assert repair("hệ thống truyền thông từ tỉnh") == "hệ thống truyền thông từ tỉnh"
    assert repair("phần đầu đạt 95%") == "phấn đấu đạt 95%"


def test_the_icelandic_letter_is_printed_as_the_vietnamese_one() -> None:
    assert read_passage("Phòng Giáo dục và Ðào tạo; tổ ðảng", 0, 34).text == "Phòng Giáo dục và Đào tạo; tổ đảng"
