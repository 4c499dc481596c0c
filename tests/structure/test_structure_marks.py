"""List marks and labels: style, number, and where the words begin."""

from __future__ import annotations

import pytest

from plan_extract.normalising.passages import read_passage
from plan_extract.structure.marks import parse_label, parse_mark


@pytest.mark.parametrize(
    ("text", "style", "number", "rest"),
    [
        ("I. MỤC TIÊU", "roman", "I", "MỤC TIÊU"),
        ("IV. TỔ CHỨC THỰC HIỆN", "roman", "IV", "TỔ CHỨC THỰC HIỆN"),
        ("III- MỤC TIÊU", "roman", "III", "MỤC TIÊU"),
        ("II/ NHIỆM VỤ", "roman", "II", "NHIỆM VỤ"),
        ("A. KẾT QUẢ", "capital", "A", "KẾT QUẢ"),
        ("Đ. KINH PHÍ", "capital", "Đ", "KINH PHÍ"),
        ("1. Mục tiêu chung", "number-1", "1", "Mục tiêu chung"),
        ("1- Ban Tuyên giáo", "number-1", "1", "Ban Tuyên giáo"),
        ("5- UBND xã", "number-1", "5", "UBND xã"),
        ("2-Chỉ tiêu chính", "number-1", "2", "Chỉ tiêu chính"),
        ("12.Công an xã", "number-1", "12", "Công an xã"),
        ("1.1. Về kinh tế", "number-2", "1.1", "Về kinh tế"),
        ("2.3.4 Về y tế", "number-3", "2.3.4", "Về y tế"),
        ("a) Sở Y tế", "letter", "a", "Sở Y tế"),
        ("đ) Sở Nội vụ", "letter", "đ", "Sở Nội vụ"),
        ("(1) Phấn đấu", "bracket", "1", "Phấn đấu"),
        ("2) Tổ chức", "bracket", "2", "Tổ chức"),
        ("- Rà soát", "bullet-", None, "Rà soát"),
        ("+Rà soát", "bullet+", None, "Rà soát"),
        ("* Về kinh tế", "bullet*", None, "Về kinh tế"),
        ("• Rà soát", "bullet•", None, "Rà soát"),
        ("– Rà soát", "bullet-", None, "Rà soát"),
        ("PHẦN THỨ NHẤT. NHIỆM VỤ", "part", "nhất", "NHIỆM VỤ"),
        ("Chương II: Điều khoản thi hành", "part", "ii", "Điều khoản thi hành"),
    ],
)
def test_mark(text: str, style: str, number: str | None, rest: str) -> None:
    mark = parse_mark(read_passage(text, 0, len(text)))
    assert mark is not None
    assert (mark.style, mark.number, text[mark.end :]) == (style, number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Đến năm 2025, tỷ lệ hộ nghèo còn 5%",
        "100% trẻ em được tiêm chủng",
        "1.500 hộ được vay vốn",
        "95,5% trẻ em",
        "14/14 phường ban hành kế hoạch",
        "Vi phạm pháp luật về trẻ em",
        "Công an xã: tuần tra",
        "",
    ],
)
def test_no_mark(text: str) -> None:
    assert parse_mark(read_passage(text, 0, len(text))) is None


@pytest.mark.parametrize(
    ("text", "kind", "number", "rest"),
    [
        ("Chỉ tiêu 3: Tỷ lệ hộ nghèo", "indicator", "3", "Tỷ lệ hộ nghèo"),
        ("Chỉ tiêu số 09: Tỷ lệ", "indicator", "9", "Tỷ lệ"),
        ("Chỉ tiêu 11.2. Tỷ lệ", "indicator", "11.2", "Tỷ lệ"),
        ("Mục tiêu 1: Giảm nghèo", "goal", "1", "Giảm nghèo"),
        ("Mục tiêu cụ thể 2: Giảm nghèo", "goal", "2", "Giảm nghèo"),
        ("Nhiệm vụ 4: Rà soát", "task", "4", "Rà soát"),
    ],
)
def test_label(text: str, kind: str, number: str, rest: str) -> None:
    label = parse_label(read_passage(text, 0, len(text)), 0)
    assert label is not None
    assert (label.kind, label.number, text[label.end :]) == (kind, number, rest)


@pytest.mark.parametrize(
    "text", ["Các chỉ tiêu 1, 2", "Chỉ tiêu giao cho xã", "Mục tiêu chung", "chỉ tiêu 5 do Sở Y tế chủ trì"]
)
def test_no_label(text: str) -> None:
    assert parse_label(read_passage(text, 0, len(text)), 0) is None
