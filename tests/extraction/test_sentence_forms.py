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


def _shown(target: Target) -> str:
    """The record on one line: measure, bound and value, unit, year, and what differs from a bare level."""
    moves = f" {target.direction} {target.quantity}" if target.direction else ""
    scope = f" [{target.scope}]" if target.scope else ""
    return f"{target.measure} {target.comparator} {target.value:f} {target.unit} {target.year}{moves}{scope}"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Tỷ lệ trẻ ra lớp tăng từ 34,6% năm học 2023 - 2024 lên trên 45%.", ["Tỷ lệ trẻ ra lớp > 45 % 2025 increase level"]),
        ("Tỷ lệ giáo viên đạt chuẩn ở cấp mầm non là 98%, ở cấp tiểu học là 96% (năm 2024: 91%).",
         ["Tỷ lệ giáo viên đạt chuẩn = 98 % 2025 [cấp mầm non]", "Tỷ lệ giáo viên đạt chuẩn = 96 % 2025 [cấp tiểu học]"]),
        ("Diện tích nhà ở đạt 30,5 m2 sàn/người, trong đó đô thị 33 m2 sàn/người, nông thôn 29,2 m2 sàn/người.",
         ["Diện tích nhà ở = 0.00305 area 2025", "Diện tích nhà ở = 0.0033 area 2025 [đô thị]", "Diện tích nhà ở = 0.00292 area 2025 [nông thôn]"]),
        ("Tổng giá trị sản xuất đạt 396 tỷ.đ, tăng 0,7 lần so với năm 2020.",
         ["Tổng giá trị sản xuất = 396000000000 money 2025", "Tổng giá trị sản xuất = 0.7 other 2025 increase change"]),
        ("Số điểm ngập úng giảm 50% so với năm 2024, còn không quá 09 điểm.",
         ["Số điểm ngập úng = 50 % 2025 decrease change", "Số điểm ngập úng <= 9 count 2025"]),
        ("Ngân sách tỉnh: 2.310 tỷ đồng (năm 2024: 485 tỷ đồng, năm 2025: 520 tỷ đồng).",
         ["Ngân sách tỉnh = 2310000000000 money 2025", "Ngân sách tỉnh = 485000000000 money 2024", "Ngân sách tỉnh = 520000000000 money 2025"]),
        ("Trồng 35 ha chè, nâng tổng diện tích lên 180 ha, trong đó giao cho: Nà Lùng 22 ha; các thôn còn lại 13 ha.",
         ["Trồng chè = 35 area 2025", "tổng diện tích = 180 area 2025 increase level", "Trồng chè = 22 area 2025 [Nà Lùng]", "Trồng chè = 13 area 2025 [các thôn còn lại]"]),
        ("Hoàn thành giải phóng mặt bằng 120 ha.", ["Hoàn thành giải phóng mặt bằng = 120 area 2025"]),
        ("Diện tích các cây trồng chính (Lúa: diện tích đạt 207 ha, năng suất đạt 60 tạ/ha, sản lượng đạt 898 tấn).",
         ["Diện tích các cây trồng chính Lúa diện tích = 207 area 2025", "Diện tích các cây trồng chính Lúa năng suất = 60 other 2025",
          "Diện tích các cây trồng chính Lúa sản lượng = 898 other 2025"]),
        ("Tỷ lệ thôn văn hóa: 100%; hộ gia đình văn hóa: 80%.", ["Tỷ lệ thôn văn hóa = 100 % 2025", "hộ gia đình văn hóa = 80 % 2025"]),
        ("Giảm tỷ lệ trẻ thừa cân xuống dưới 10% (khu vực nội thành), 5% (khu vực ngoại thành) vào năm 2025.",
         ["tỷ lệ trẻ thừa cân < 10 % 2025 decrease level [khu vực nội thành]", "tỷ lệ trẻ thừa cân = 5 % 2025 decrease level [khu vực ngoại thành]"]),
        ("Tỷ lệ cấp giấy chứng nhận đất công đạt 100%; cá nhân đạt 80%.",
         ["Tỷ lệ cấp giấy chứng nhận đất công = 100 % 2025", "Tỷ lệ cấp giấy chứng nhận đất công = 80 % 2025 [cá nhân]"]),
        ("Tổng đàn: Đàn trâu, bò: 250 con, tăng 10 con so với năm 2020; Đàn lợn: 3.000 con, bằng năm 2020.",
         ["Đàn trâu, bò = 250 count 2025", "Đàn trâu, bò = 10 count 2025 increase change", "Đàn lợn = 3000 count 2025"]),
        ("Rau màu các loại 1.650 ha.", ["Rau màu các loại = 1650 area 2025"]),
        ("Nạo vét 78 km kênh mương, tu sửa 24 cống xong trước ngày 31/12/2024.",
         ["Nạo vét kênh mương = 78 other 2024", "tu sửa cống = 24 count 2024"]),
        ("Gieo cấy từ 20/01 đến 10/02/2025 khi nhiệt độ trên 15 độ C theo nguyên tắc 4 đúng.", []),
        ("Phấn đấu năm 2025 tăng 5% so với năm 2024 số hộ vay vốn.", ["số hộ vay vốn = 5 % 2025 increase change"]),
        ("Kéo giảm tai nạn giao thông từ 5% trở lên.", ["tai nạn giao thông >= 5 % 2025 decrease change"]),
        ("Giảm tỷ lệ hộ nghèo bình quân 1%/năm.", ["tỷ lệ hộ nghèo = 1 % 2025 decrease change"]),
        ("Có thêm 03 xã đạt chuẩn.", ["xã đạt chuẩn = 3 count 2025 increase change"]),
        ("Dư nợ cho vay hộ nghèo đạt 120 tỷ đồng.", ["Dư nợ cho vay hộ nghèo = 120000000000 money 2025"]),
        ("Dạy nghề cho 300 lao động nông thôn.", ["Dạy nghề cho lao động nông thôn = 300 count 2025"]),
        ("Chỉ số hài lòng nằm trong nhóm 10 địa phương dẫn đầu.", ["Chỉ số hài lòng <= 10 rank 2025"]),
        ("Trên địa bàn không xảy ra cháy rừng.", ["cháy rừng = 0 count 2025"]),
        ("Cả năm giải ngân đạt 95%.", ["giải ngân = 95 % 2025"]),
        ("Tỷ lệ hộ nghèo: năm 2025: 5%, năm 2030: 3%.", ["Tỷ lệ hộ nghèo = 5 % 2025", "Tỷ lệ hộ nghèo = 3 % 2030"]),
        ("Tỷ lệ hộ nghèo (năm 2025: 5%; năm 2030: 3%).", ["Tỷ lệ hộ nghèo = 5 % 2025", "Tỷ lệ hộ nghèo = 3 % 2030"]),
        ("(1) Tỷ lệ hộ nghèo: 3%; (2) Tỷ lệ hộ khá: 40%.", ["Tỷ lệ hộ nghèo = 3 % 2025", "Tỷ lệ hộ khá = 40 % 2025"]),
        ("Về kinh tế: Thu ngân sách đạt 5 tỷ đồng.", ["Thu ngân sách = 5000000000 money 2025"]),
        (
            "Tỷ lệ thu gom rác khu vực đô thị đạt 98%, khu vực nông thôn đạt 80%.",
            ["Tỷ lệ thu gom rác = 98 % 2025 [khu vực đô thị]", "Tỷ lệ thu gom rác = 80 % 2025 [khu vực nông thôn]"],
        ),
        (
            "Tỷ trọng nông nghiệp chiếm 30%, công nghiệp 40%, dịch vụ 30%.",
            ["Tỷ trọng nông nghiệp = 30 % 2025", "Tỷ trọng công nghiệp = 40 % 2025", "Tỷ trọng dịch vụ = 30 % 2025"],
        ),
        (
            "Sản lượng cá đạt 900 tấn, trong đó nuôi trồng 600 tấn, khai thác 300 tấn.",
            ["Sản lượng cá = 900 other 2025", "Sản lượng cá nuôi trồng = 600 other 2025", "Sản lượng cá khai thác = 300 other 2025"],
        ),
        (
            "Tỷ lệ lao động qua đào tạo đạt 68%, trong đó có bằng cấp đạt 28%.",
            ["Tỷ lệ lao động qua đào tạo = 68 % 2025", "Tỷ lệ lao động qua đào tạo có bằng cấp = 28 % 2025"],
        ),
        (
            "90% hồ sơ tại cấp huyện và 70% hồ sơ tại cấp xã được nộp qua mạng.",
            ["hồ sơ tại cấp huyện được nộp qua mạng = 90 % 2025", "hồ sơ tại cấp xã được nộp qua mạng = 70 % 2025"],
        ),
        (
            "100% xã có nhà văn hóa; trong đó 80% đạt chuẩn.",
            ["xã có nhà văn hóa = 100 % 2025", "xã có nhà văn hóa đạt chuẩn = 80 % 2025"],
        ),
        (
            "Tỷ lệ hộ dùng nước sạch là 95%; trong đó, thành thị 98%, nông thôn 75%.",
            ["Tỷ lệ hộ dùng nước sạch = 95 % 2025", "Tỷ lệ hộ dùng nước sạch = 98 % 2025 [thành thị]", "Tỷ lệ hộ dùng nước sạch = 75 % 2025 [nông thôn]"],
        ),
        (
            "Giảm tỷ lệ thấp còi xuống dưới 20% (miền núi dưới 28%).",
            ["tỷ lệ thấp còi < 20 % 2025 decrease level", "tỷ lệ thấp còi < 28 % 2025 decrease level [miền núi]"],
        ),
        ("Nâng số xã đạt chuẩn từ 8 xã lên 10 xã.", ["số xã đạt chuẩn = 10 count 2025 increase level"]),
        ("Xếp hạng chỉ số từ thứ 10 lên thứ 5.", ["Xếp hạng chỉ số = 5 rank 2025 increase level"]),
        ("Tỷ lệ hộ nghèo còn 5%, giảm 1% so với năm 2021 (6%).", ["Tỷ lệ hộ nghèo = 5 % 2025", "Tỷ lệ hộ nghèo = 1 % 2025 decrease change"]),
        (
            "Giới thiệu việc làm cho 500 lao động, trong đó 60% là lao động nữ.",
            ["Giới thiệu việc làm cho lao động = 500 count 2025", "lao động nữ = 60 % 2025"],
        ),
        ("Xây dựng hệ thống xử lý nước thải tại các khu công nghiệp (đạt 100%).", ["Xây dựng hệ thống xử lý nước thải tại các khu công nghiệp = 100 % 2025"]),
        ("Cấp thẻ bảo hiểm cho hộ nghèo (theo quy định), hộ cận nghèo (100%).", ["Cấp thẻ bảo hiểm cho hộ nghèo (theo quy định), hộ cận nghèo = 100 % 2025"]),
        *(
            (sentence, ["Trồng rừng = 500 area 2025", "Trồng rừng = 200 area 2025 [Đà Bắc]", "Trồng rừng = 300 area 2025 [Mai Châu]"])
            for sentence in (
                "Trồng 500 ha rừng: Đà Bắc 200 ha, Mai Châu 300 ha.",
                "Trồng 500 ha rừng, trong đó: Đà Bắc 200 ha, Mai Châu 300 ha.",
                "Trồng 500 ha rừng: Đà Bắc (200 ha), Mai Châu (300 ha).",
            )
        ),
        (
            "Trồng 500 ha rừng tại các huyện Đà Bắc (200 ha), Mai Châu (300 ha).",
            [
                "Trồng rừng tại các huyện Đà Bắc, Mai Châu = 500 area 2025",
                "Trồng rừng = 200 area 2025 [huyện Đà Bắc]", "Trồng rừng = 300 area 2025 [Mai Châu]",
            ],
        ),
    ],
)  # fmt: skip
def test_forms_of_one_and_more_values(sentence: str, found: list[str]) -> None:
    assert [_shown(target) for target in _targets(sentence)] == found


_TASKS = "II. NHIỆM VỤ VÀ GIẢI PHÁP\n\n1. Phát triển sản xuất\n\n- {sentence}\n\nIII. TỔ CHỨC"


def _task_targets(sentence: str) -> list[Target]:
    plan = _PLAN.format(sentence="Tỷ lệ hộ khá đạt 11%.").replace("II. TỔ CHỨC", _TASKS.format(sentence=sentence))
    found = extract_source(read_text(plan.encode(), "sample.txt")).record.targets
    return [target for target in found if target.section == "tasks"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2021, tỷ lệ hộ nghèo giảm 1,5%.",
        "Tính đến 31/12/2021, toàn huyện có 1.200 hộ nghèo.",
        "Toàn huyện còn 15 thôn chưa có nhà văn hóa.",
        "Áp dụng mức hỗ trợ 360.000 đồng/tháng theo Nghị định.",
        "Mức đóng bằng 4,5% mức lương cơ sở.",
        "Nghị quyết số 05 đặt mục tiêu tỷ lệ hộ nghèo cả nước còn 1%.",
        "Số lượng đại biểu: 120 người.",
        "Hộ có thu nhập dưới 1,5 triệu đồng/người/tháng được hỗ trợ.",
        "Đối với các thôn có từ 50 hộ trở lên, tổ chức họp dân.",
        "Kiểm tra các cơ sở có từ 10 lao động trở lên.",
        "Ban Chỉ đạo gồm 15 thành viên.",
        "Kế hoạch này có 05 phụ lục.",
        "Xử lý nghiêm các trường hợp chở quá 10% tải trọng.",
        "Diện tích tự nhiên 45.000 ha, dân số 120.000 người.",
    ],
)
def test_what_a_plan_only_tells_is_no_target(sentence: str) -> None:
    assert _task_targets(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Đến năm 2025 toàn huyện có 10 xã đạt chuẩn.",
        "Bảo đảm các xã có ít nhất 01 cán bộ thú y.",
        "Phấn đấu thu ngân sách vượt 10% dự toán.",
    ],
)
def test_what_a_task_promises_is_one(sentence: str) -> None:
    assert len(_task_targets(sentence)) == 1
