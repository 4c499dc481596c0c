"""Usual measures in usual forms of sentence: each gives one target, with its value, its year and its measure whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plan_extract.model.facts import Target
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_PLAN = """\
ỦY BAN NHÂN DÂN HUYỆN AN HÒA
Số: 15/KH-UBND
An Hòa, ngày 05 tháng 3 năm 2022

KẾ HOẠCH
Phát triển kinh tế - xã hội huyện An Hòa năm 2025

Thực hiện Nghị quyết của Hội đồng nhân dân huyện, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:

I. MỤC TIÊU

1. Mục tiêu cụ thể

- {sentence}

II. TỔ CHỨC THỰC HIỆN

Các phòng, ban thực hiện Kế hoạch.
"""
MEASURES = (
    "tỷ lệ xã đạt chuẩn nông thôn mới",
    "tỷ lệ doanh nghiệp thành lập mới dùng hóa đơn điện tử",
    "tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ",
    "tỷ lệ chất thải rắn được thu gom, xử lý",
    "tỷ lệ thanh niên được tư vấn, khám sức khỏe trước khi kết hôn",
    "tỷ lệ điều tra, khám phá án",
    "tỷ lệ ruộng được tưới tiết kiệm nước",
    "tỷ lệ trẻ em dưới 5 tuổi thấp còi",
    "tỷ lệ trường mầm non, tiểu học đạt chuẩn mức độ 2",
    "tỷ lệ bà mẹ được khám thai ít nhất 4 lần",
    "tỷ lệ sản phẩm OCOP đạt 4 sao",
    "tỷ lệ hộ nghèo đa chiều",
    "tỷ trọng kinh tế số trong GRDP",
    "tỷ lệ mắc mới bệnh sốt xuất huyết",
    "chỉ số hài lòng của người dân",
)
FORMS = (
    ("Đến năm 2025, {m} đạt 70%.", 2025, "="),
    ("{M} đạt 70% vào năm 2027.", 2027, "="),
    ("{M} đạt trên 70%.", 2025, ">"),
    ("Phấn đấu {m} đạt từ 70% trở lên.", 2025, ">="),
    ("Phấn đấu đến hết năm 2026 {m} đạt ít nhất 70%.", 2026, ">="),
    ("Nâng {m} lên 70% vào năm 2025.", 2025, "="),
    ("{M} dưới 70%.", 2025, "<"),
    ("Duy trì {m} ở mức 70%.", 2025, "="),
    ("{M}: 70%.", 2025, "="),
)


def _targets(sentence: str) -> list[Target]:
    return list(extract_source(read_text(_PLAN.format(sentence=sentence).encode(), "sample.txt")).record.targets)


@pytest.mark.parametrize("measure", MEASURES)
def test_measure_is_read_whole_in_every_form(measure: str) -> None:
    for form, year, comparator in FORMS:
        sentence = form.format(m=measure, M=measure[0].upper() + measure[1:])
        found = [(t.measure.lower(), t.value, t.unit, t.year, t.comparator) for t in _targets(sentence)]
        assert found == [(measure.lower(), Decimal(70), "%", year, comparator)], sentence


@pytest.mark.parametrize(
    ("sentence", "measure", "value", "per"),
    [
        ("Số bác sĩ/10.000 dân đạt 12 bác sĩ.", "Số bác sĩ/10.000 dân", "12", 10_000),
        ("Số bác sĩ/vạn dân đạt 12.", "Số bác sĩ/vạn dân", "12", 10_000),
        ("Số giường bệnh/10.000 dân (không tính trạm y tế) đạt 32 giường.", "Số giường bệnh/10.000 dân (không tính trạm y tế)", "32", 10_000),
        ("Tử vong trẻ em dưới 1 tuổi/1.000 trẻ đẻ sống giảm còn 10.", "Tử vong trẻ em dưới 1 tuổi/1.000 trẻ đẻ sống", "10", 1_000),
        ("Số thuê bao băng rộng/100 dân đạt 25.", "Số thuê bao băng rộng/100 dân", "25", 100),
        ("Số ca mắc sốt rét/1.000 dân dưới 0,05.", "Số ca mắc sốt rét/1.000 dân", "0.05", 1_000),
    ],
)  # fmt: skip
def test_denominator_in_the_measure_is_no_value(sentence: str, measure: str, value: str, per: int) -> None:
    (target,) = _targets(sentence)
    assert (target.measure, target.value, target.unit, target.per) == (measure, Decimal(value), "ratio", per)


def test_what_was_only_just_reached_is_no_target() -> None:
    assert _targets("Đến nay, tỷ lệ lấp đầy cụm công nghiệp vẫn mới đạt 45%.") == []


@pytest.mark.parametrize(
    "between", [" và năm 2030 có ", ", năm 2030 có ", " và đến năm 2030 có ", ", đến năm 2030 đạt "]
)
def test_two_years_before_one_thing(between: str) -> None:
    found = [(t.value, t.year, t.measure) for t in _targets(f"Đến năm 2025 có 80%{between}95% dân số có sổ sức khỏe.")]
    assert found == [(Decimal(80), 2025, "dân số có sổ sức khỏe"), (Decimal(95), 2030, "dân số có sổ sức khỏe")]
