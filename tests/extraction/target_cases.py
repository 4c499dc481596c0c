"""Clauses of plans and the targets that the contract reads from them, in words of our own.

Each case is a clause (an indicator of a plan for 2021 - 2025 unless `section` says otherwise) and the
records that it gives; fields left out have the value of `_DEFAULTS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

_DEFAULTS: dict[str, Any] = {
    "kind": "numeric", "quantity": "level", "direction": None, "comparator": "=", "value_high": None, "per": None,
    "year": 2025, "frequency": None, "scope": None,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A clause, the section it stands in, and the targets it gives, in order."""

    clause: str
    targets: tuple[dict[str, Any], ...] = field(default=())
    section: str = "objectives"


def number(measure: str, value: str | int, unit: str = "%", /, **others: Any) -> dict[str, Any]:
    """A numeric target."""
    high = others.pop("high", None)
    record = {**_DEFAULTS, "measure": measure, "value": Decimal(str(value)), "unit": unit, **others}
    if high is not None:
        record |= {"comparator": "range", "value_high": Decimal(str(high))}
    if record["per"] is not None:
        record["per"] = Decimal(record["per"])
    return record


def zero(measure: str, /, **others: Any) -> dict[str, Any]:
    """What is not to be: value 0, unit count."""
    return {**_DEFAULTS, "kind": "zero", "measure": measure, "value": Decimal(0), "unit": "count", **others}


def words(measure: str, direction: str | None = None, /, **others: Any) -> dict[str, Any]:
    """A target without a figure."""
    nothing = {"quantity": None, "comparator": None, "value": None, "unit": None}
    return {**_DEFAULTS, **nothing, "kind": "qualitative", "measure": measure, "direction": direction, **others}


def _case(clause: str, *targets: dict[str, Any], section: str = "objectives") -> Case:
    return Case(clause, targets, section)


LEVELS = (
    _case("Tỷ lệ hộ nghèo đạt 4,5%.", number("Tỷ lệ hộ nghèo", "4.5")),
    _case("90% hộ gia đình đạt chuẩn văn hóa.", number("hộ gia đình đạt chuẩn văn hóa", 90)),
    _case("Phấn đấu 85% thôn có nhà sinh hoạt cộng đồng.", number("thôn có nhà sinh hoạt cộng đồng", 85)),
    _case("Tỷ lệ che phủ rừng đạt trên 53%.", number("Tỷ lệ che phủ rừng", 53, comparator=">")),
    _case("Hơn 70% lao động được tập huấn nghề.", number("lao động được tập huấn nghề", 70, comparator=">")),
    _case("Ít nhất 60% trường học có phòng tư vấn.", number("trường học có phòng tư vấn", 60, comparator=">=")),
    _case("Tối thiểu 75% cơ sở có phương án chữa cháy.", number("cơ sở có phương án chữa cháy", 75, comparator=">=")),
    _case("Tỷ lệ tiêm chủng từ 96% trở lên.", number("Tỷ lệ tiêm chủng", 96, comparator=">=")),
    _case("Tỷ lệ người dân hài lòng không thấp hơn 88%.", number("Tỷ lệ người dân hài lòng", 88, comparator=">=")),
    _case("Tỷ lệ hồ sơ đúng hạn không dưới 97%.", number("Tỷ lệ hồ sơ đúng hạn", 97, comparator=">=")),
    _case("Tỷ lệ nghe nói tốt ≥ 92%.", number("Tỷ lệ nghe nói tốt", 92, comparator=">=")),
    _case("Tỷ lệ bỏ học dưới 0,4%.", number("Tỷ lệ bỏ học", "0.4", comparator="<")),
    _case("Tỷ lệ thất nghiệp không quá 2,8%.", number("Tỷ lệ thất nghiệp", "2.8", comparator="<=")),
    _case("Tỷ lệ hồ sơ trễ hạn không vượt quá 1%.", number("Tỷ lệ hồ sơ trễ hạn", 1, comparator="<=")),
    _case("Tỷ lệ thất thoát nước sạch tối đa 12%.", number("Tỷ lệ thất thoát nước sạch", 12, comparator="<=")),
    _case("Tỷ lệ học sinh lưu ban từ 0,5% trở xuống.", number("Tỷ lệ học sinh lưu ban", "0.5", comparator="<=")),
    _case("Tỷ lệ tái nghèo ≤ 0,3%.", number("Tỷ lệ tái nghèo", "0.3", comparator="<=")),
    _case("Khoảng 35% hộ chăn nuôi có hầm biogas.", number("hộ chăn nuôi có hầm biogas", 35, comparator="~")),
    _case("Tỷ lệ lấp đầy khu công nghiệp từ 60% đến 65%.", number("Tỷ lệ lấp đầy khu công nghiệp", 60, high=65)),
    _case("70 - 75% hộ dân phân loại rác tại nhà.", number("hộ dân phân loại rác tại nhà", 70, high=75)),
    _case("Tỷ lệ thu gom rác thải đô thị 90%.", number("Tỷ lệ thu gom rác thải đô thị", 90)),
    _case("Quy mô đàn bò gấp 2 lần năm 2020.", number("Quy mô đàn bò", 2, "other")),
    _case(
        "Sản lượng thóc đạt 240 nghìn tấn; tốc độ tăng bình quân 2 - 3%/năm.",
        number("Sản lượng thóc", 240000, "other"),
        number("tốc độ tăng bình quân", 2, high=3, frequency="annual"),
    ),
    _case("Trồng 2,5 nghìn ha rừng sản xuất.", number("Trồng rừng sản xuất", 2500, "area")),
    _case("Tỷ lệ huy động vào ngân sách: 10 - 12%.", number("Tỷ lệ huy động vào ngân sách", 10, high=12)),
    _case(
        "Thu nhập bình quân đầu người đến năm 2025: 60 triệu đồng/năm.",
        number("Thu nhập bình quân đầu người", 60000000, "money", frequency="annual"),
    ),
    _case("Sản lượng rau bình quân hằng năm: 25.000 tấn.", number("Sản lượng rau", 25000, "other", frequency="annual")),
    _case("Số trường học đạt chuẩn quốc gia: 04 trường.", number("Số trường học đạt chuẩn quốc gia", 4, "count")),
    _case("Mật độ bác sĩ đạt 12 bác sĩ/vạn dân.", number("Mật độ bác sĩ", 12, "ratio", per=10000)),
    _case(
        "Chỉ số hài lòng (SIPAS) xếp từ thứ 20 trở lên.", number("Chỉ số hài lòng (SIPAS)", 20, "rank", comparator="<=")
    ),
    _case("Đàn gia cầm đạt 120.000 con trở lên.", number("Đàn gia cầm", 120000, "count", comparator=">=")),
    _case("Tỷ lệ che phủ rừng ổn định ở mức 42%.", number("Tỷ lệ che phủ rừng", 42, direction="maintain")),
    _case("Tỷ lệ thất nghiệp là 0%.", number("Tỷ lệ thất nghiệp", 0)),
)
"""A value to reach, with every way of bounding it."""

CHANGES = (
    _case("Giảm tỷ lệ hộ nghèo xuống 3%.", number("tỷ lệ hộ nghèo", 3, direction="decrease")),
    _case("Giảm tỷ lệ hộ nghèo xuống dưới 3%.", number("tỷ lệ hộ nghèo", 3, direction="decrease", comparator="<")),
    _case("Giảm tỷ lệ hộ nghèo còn 3%.", number("tỷ lệ hộ nghèo", 3, direction="decrease")),
    _case("Giảm tỷ lệ trẻ nhẹ cân dưới 9%.", number("tỷ lệ trẻ nhẹ cân", 9, direction="decrease", comparator="<")),
    _case("Tỷ lệ hộ cận nghèo còn 2,5%.", number("Tỷ lệ hộ cận nghèo", "2.5")),
    _case("Tỷ lệ hộ nghèo giảm từ 7,8% xuống còn 4,1%.", number("Tỷ lệ hộ nghèo", "4.1", direction="decrease")),
    _case("Nâng tỷ lệ đô thị hóa từ 31% lên 40%.", number("tỷ lệ đô thị hóa", 40, direction="increase")),
    _case("Nâng tỷ lệ hộ dùng nước máy từ 58,5% lên 70%.", number("tỷ lệ hộ dùng nước máy", 70, direction="increase")),
    _case(
        "Tăng số hộ dùng nước máy từ 12.400 lên 15.000 hộ.",
        number("số hộ dùng nước máy", 15000, "count", direction="increase"),
    ),
    _case("Giảm số vụ cháy xuống 5 vụ.", number("số vụ cháy", 5, "count", direction="decrease")),
    _case("Giảm 120 hộ nghèo.", number("hộ nghèo", 120, "count", direction="decrease", quantity="change")),
    _case(
        "Hằng năm giảm ít nhất 150 hộ nghèo.",
        number("hộ nghèo", 150, "count", comparator=">=", direction="decrease", quantity="change", frequency="annual"),
    ),
    _case("Tỷ lệ hộ khá tăng thêm 5%.", number("Tỷ lệ hộ khá", 5, direction="increase", quantity="change")),
    _case("Tỷ lệ hộ nghèo giảm thêm 2%.", number("Tỷ lệ hộ nghèo", 2, direction="decrease", quantity="change")),
    _case(
        "Giảm tỷ lệ hộ nghèo từ 1% đến 1,5%.",
        number("tỷ lệ hộ nghèo", 1, high="1.5", direction="decrease", quantity="change"),
    ),
    _case(
        "Tỷ lệ hộ nghèo giảm bình quân 1,2%/năm.",
        number("Tỷ lệ hộ nghèo", "1.2", direction="decrease", quantity="change", frequency="annual"),
    ),
    _case(
        "Giá trị sản xuất tăng 12% so với năm 2022.",
        number("Giá trị sản xuất", 12, direction="increase", quantity="change"),
    ),
    _case(
        "Số vụ tai nạn giao thông giảm ít nhất 10% so với năm 2023.",
        number("Số vụ tai nạn giao thông", 10, comparator=">=", direction="decrease", quantity="change"),
    ),
    _case(
        "Duy trì mức giảm số vụ tảo hôn 3%/năm.",
        number("số vụ tảo hôn", 3, direction="decrease", quantity="change", frequency="annual"),
    ),
    _case("Duy trì 100% trẻ 5 tuổi đến lớp.", number("trẻ 5 tuổi đến lớp", 100, direction="maintain")),
    _case("Duy trì tỷ lệ phủ sóng di động 99%.", number("tỷ lệ phủ sóng di động", 99, direction="maintain")),
    _case("Tiếp tục bảo đảm 100% hộ có điện.", number("hộ có điện", 100)),
    _case("Doanh thu du lịch gấp 1,5 lần so với năm 2021.", number("Doanh thu du lịch", "1.5", "other")),
)
"""Verbs of change: falls to and falls by, from where to where, what is kept."""

UNITS = (
    _case(
        "Tỷ suất tử vong trẻ sơ sinh dưới 8‰.",
        number("Tỷ suất tử vong trẻ sơ sinh", 8, "ratio", per=1000, comparator="<", unit_text="‰"),
    ),
    _case(
        "Tỷ suất tử vong mẹ còn 38/100.000 trẻ đẻ sống.",
        number("Tỷ suất tử vong mẹ", 38, "ratio", per=100000, unit_text="/100.000 trẻ đẻ sống"),
    ),
    _case(
        "Tỷ suất tử vong trẻ dưới 1 tuổi còn 12,5 trẻ/1.000 trẻ đẻ sống.",
        number("Tỷ suất tử vong trẻ dưới 1 tuổi", "12.5", "ratio", per=1000, unit_text="trẻ/1.000 trẻ đẻ sống"),
    ),
    _case("9/9 xã đạt chuẩn nông thôn mới.", number("xã đạt chuẩn nông thôn mới", 9, "ratio", per=9)),
    _case(
        "Vốn đầu tư toàn xã hội đạt 3.400 tỷ đồng.",
        number("Vốn đầu tư toàn xã hội", "3400000000000", "money", unit_text="tỷ đồng"),
    ),
    _case(
        "Thu nhập bình quân đầu người đạt 58,5 triệu đồng/năm.",
        number("Thu nhập bình quân đầu người", "58500000", "money", frequency="annual"),
    ),
    _case(
        "Kinh phí hỗ trợ tối thiểu 500 nghìn đồng/hộ.", number("Kinh phí hỗ trợ", "500000", "money", comparator=">=")
    ),
    _case("Trồng mới 1.250 ha rừng.", number("Trồng mới rừng", 1250, "area", unit_text="ha")),
    _case("Mỗi căn nhà rộng tối thiểu 30 m2.", number("Mỗi căn nhà rộng", "0.0030", "area", comparator=">=")),
    _case("Đón 1,5 triệu lượt khách.", number("Đón lượt khách", "1500000", "count")),
    _case("Thành lập 15 tổ hợp tác.", number("Thành lập tổ hợp tác", 15, "count")),
    _case("Xây dựng hai mô hình trường học hạnh phúc.", number("Xây dựng mô hình trường học hạnh phúc", 2, "count")),
    _case(
        "Mỗi xã có ít nhất 01 câu lạc bộ thể thao.", number("Mỗi xã câu lạc bộ thể thao", 1, "count", comparator=">=")
    ),
    _case("Chỉ số cải cách hành chính xếp thứ 10.", number("Chỉ số cải cách hành chính", 10, "rank")),
    _case("Chỉ số cải cách hành chính đạt 88,5 điểm.", number("Chỉ số cải cách hành chính", "88.5", "score")),
    _case(
        "Thời gian giải quyết hồ sơ không quá 03 ngày làm việc.",
        number("Thời gian giải quyết hồ sơ", 3, "time", comparator="<=", unit_text="ngày làm việc"),
    ),
    _case("Tuổi thọ trung bình đạt 75 tuổi.", number("Tuổi thọ trung bình", 75, "time")),
    _case(
        "Thành lập 01 câu lạc bộ thể thao.", number("Thành lập câu lạc bộ thể thao", 1, "count", unit_text="câu lạc bộ")
    ),
    _case(
        "Mỗi xã xây dựng từ 01 đến 02 mô hình kinh tế.", number("Mỗi xã xây dựng mô hình kinh tế", 1, "count", high=2)
    ),
    _case("Mở 10 lớp tập huấn/năm.", number("Mở lớp tập huấn", 10, "count", frequency="annual")),
    _case("Mỗi xã dành từ 20 đến 25 triệu đồng.", number("Mỗi xã dành", "20000000", "money", high="25000000")),
    _case("Tỷ lệ nhiễm mới dưới 0, 05%.", number("Tỷ lệ nhiễm mới", "0.05", comparator="<")),
    _case("Tỷ lệ mù chữ còn 1.5%.", number("Tỷ lệ mù chữ", "1.5")),
    _case("Nâng cấp 12,5 km đường liên thôn.", number("Nâng cấp đường liên thôn", "12.5", "other", unit_text="km")),
    _case("Bố trí 01 cán bộ/phường.", number("Bố trí cán bộ", 1, "count", unit_text="cán bộ/phường")),
)
"""Every family of units."""

YEARS = (
    _case("Đến năm 2023, tỷ lệ hộ nghèo còn 6%.", number("tỷ lệ hộ nghèo", 6, year=2023)),
    _case(
        "Tỷ lệ hộ nghèo đạt 6% vào năm 2023 và 4% vào năm 2025.",
        number("Tỷ lệ hộ nghèo", 6, year=2023),
        number("Tỷ lệ hộ nghèo", 4, year=2025),
    ),
    _case(
        "Tỷ lệ lây nhiễm còn 2% vào năm 2023 và duy trì đến năm 2025.",
        number("Tỷ lệ lây nhiễm", 2, year=2023),
        number("Tỷ lệ lây nhiễm", 2, year=2025, direction="maintain"),
    ),
    _case("98% trẻ được đến trường vào năm 2024.", number("trẻ được đến trường", 98, year=2024)),
    _case("Hằng năm có 10% hộ thoát nghèo.", number("hộ thoát nghèo", 10, frequency="annual")),
    _case("Mỗi năm trồng 500 ha rừng.", number("trồng rừng", 500, "area", frequency="annual")),
    _case("Năm học 2023 - 2024 có 95% trẻ mẫu giáo ra lớp.", number("trẻ mẫu giáo ra lớp", 95, year=2024)),
    _case(
        "100% xã hoàn thành số hóa hộ tịch trước ngày 30/6/2024.",
        number("xã hoàn thành số hóa hộ tịch", 100, year=2024),
    ),
)
"""The year by which: printed in the clause, carried on, or the plan's own."""

SEVERAL = (
    _case(
        "Tỷ lệ trẻ em suy dinh dưỡng thể nhẹ cân còn 9,5%, thể thấp còi còn 17%.",
        number("Tỷ lệ trẻ em suy dinh dưỡng thể nhẹ cân", "9.5"),
        number("Tỷ lệ trẻ em suy dinh dưỡng thể thấp còi", 17),
    ),
    _case(
        "Huy động trẻ nhà trẻ đến trường đạt 35%, mẫu giáo đạt 98%.",
        number("Huy động trẻ nhà trẻ đến trường", 35),
        number("Huy động trẻ nhà trẻ đến trường", 98, scope="mẫu giáo"),
    ),
    _case(
        "Thành lập mới 800 doanh nghiệp và có 150 doanh nghiệp hoạt động trở lại.",
        number("Thành lập mới doanh nghiệp", 800, "count"),
        number("doanh nghiệp hoạt động trở lại", 150, "count"),
    ),
    _case(
        "Giảm tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều xuống còn 2,5%, riêng các xã biên giới giảm 4%.",
        number("tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều", "2.5", direction="decrease"),
        number(
            "tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều",
            4,
            quantity="change",
            direction="decrease",
            scope="các xã biên giới",
        ),
    ),
    _case(
        "Giá trị sản xuất trên 1 ha đất canh tác đạt 130 triệu đồng.",
        number("Giá trị sản xuất trên 1 ha đất canh tác", 130000000, "money"),
    ),
    _case(
        "Cơ cấu kinh tế đến năm 2025: Nông nghiệp: 75%; dịch vụ: 25%.",
        number("Cơ cấu kinh tế Nông nghiệp", 75),
        number("Cơ cấu kinh tế dịch vụ", 25),
    ),
    _case(
        "Tổng đàn gia súc: 3.200 con (đàn lợn: 2.000 con; đàn bò: 1.200 con).",
        number("Tổng đàn gia súc", 3200, "count"),
        number("đàn lợn", 2000, "count"),
        number("đàn bò", 1200, "count"),
    ),
    _case(
        "Tỷ trọng trong GRDP của khu vực dịch vụ đạt trên 50%, khu vực công nghiệp - xây dựng trên 40%.",
        number("Tỷ trọng trong GRDP", 50, comparator=">", scope="khu vực dịch vụ"),
        number("Tỷ trọng trong GRDP", 40, comparator=">", scope="khu vực công nghiệp - xây dựng"),
    ),
    _case(
        "Tỷ lệ biết chữ đạt 99% ở độ tuổi 15 - 25, 97% ở độ tuổi 15 - 35; riêng người dân tộc thiểu số không thấp hơn 94%.",
        number("Tỷ lệ biết chữ", 99, scope="độ tuổi 15 - 25"),
        number("Tỷ lệ biết chữ", 97, scope="độ tuổi 15 - 35"),
        number("Tỷ lệ biết chữ", 94, comparator=">=", scope="người dân tộc thiểu số"),
    ),
    _case("Không để tỷ lệ bỏ học vượt quá 5%.", number("tỷ lệ bỏ học", 5, comparator="<=")),
    _case(
        "Tỷ lệ suy dinh dưỡng dưới 9% đối với nông thôn và dưới 6% đối với thành thị.",
        number("Tỷ lệ suy dinh dưỡng", 9, comparator="<", scope="nông thôn"),
        number("Tỷ lệ suy dinh dưỡng", 6, comparator="<", scope="thành thị"),
    ),
    _case(
        "Tỷ lệ suy dinh dưỡng dưới 9% đối với nông thôn và dưới 6% đối với thành thị vào năm 2023 và năm 2025.",
        number("Tỷ lệ suy dinh dưỡng", 9, comparator="<", scope="nông thôn", year=2023),
        number("Tỷ lệ suy dinh dưỡng", 9, comparator="<", scope="nông thôn", year=2025),
        number("Tỷ lệ suy dinh dưỡng", 6, comparator="<", scope="thành thị", year=2023),
        number("Tỷ lệ suy dinh dưỡng", 6, comparator="<", scope="thành thị", year=2025),
    ),
    _case(
        "06 xã (54,5%) đạt chuẩn nông thôn mới nâng cao.",
        number("xã đạt chuẩn nông thôn mới nâng cao", 6, "count"),
        number("xã đạt chuẩn nông thôn mới nâng cao", "54.5"),
    ),
    _case(
        "Bố trí 03 cán bộ (gồm 01 lãnh đạo và 02 chuyên viên).",
        number("Bố trí cán bộ", 3, "count"),
        number("Bố trí lãnh đạo", 1, "count"),
        number("Bố trí chuyên viên", 2, "count"),
    ),
    _case(
        "Tỷ lệ tham gia bảo hiểm y tế đạt 95%; tỷ lệ tham gia bảo hiểm xã hội đạt 30%.",
        number("Tỷ lệ tham gia bảo hiểm y tế", 95),
        number("tỷ lệ tham gia bảo hiểm xã hội", 30),
    ),
    _case(
        "Tỷ lệ có việc làm đạt 90%, riêng vùng núi 80%.",
        number("Tỷ lệ có việc làm", 90),
        number("Tỷ lệ có việc làm", 80, scope="vùng núi"),
    ),
    _case(
        "100% xã, phường và 90% thôn có đội ứng cứu.",
        number("xã, phường có đội ứng cứu", 100),
        number("thôn có đội ứng cứu", 90),
    ),
)
"""Several values in one clause: each is a record."""

DESCRIBED = (
    _case("100% thôn có ít nhất 01 tổ tự quản.", number("thôn có ít nhất 01 tổ tự quản", 100)),
    _case(
        "80% người dân dùng ít nhất một dịch vụ trực tuyến.",
        number("người dân dùng ít nhất một dịch vụ trực tuyến", 80),
    ),
    _case("100% tin báo được xử lý trong vòng 24 giờ.", number("tin báo được xử lý trong vòng 24 giờ", 100)),
    _case(
        "95% trẻ em từ 6 đến 36 tháng tuổi được uống vitamin A.",
        number("trẻ em từ 6 đến 36 tháng tuổi được uống vitamin A", 95),
    ),
    _case(
        "Cấp thẻ bảo hiểm y tế cho 100% trẻ em dưới 6 tuổi.",
        number("Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi", 100),
    ),
    _case(
        "70% phụ nữ từ 30 đến 54 tuổi được khám sàng lọc.", number("phụ nữ từ 30 đến 54 tuổi được khám sàng lọc", 70)
    ),
)
"""Numbers that only describe what is measured give no record of their own."""

ZEROS = (
    _case("Không để xảy ra cháy rừng.", zero("cháy rừng")),
    _case("Không có học sinh đuối nước.", zero("học sinh đuối nước")),
    _case("Không còn hộ nghèo có thành viên là người có công.", zero("hộ nghèo có thành viên là người có công")),
    _case("Không để phát sinh điểm nóng về khiếu kiện.", zero("điểm nóng về khiếu kiện")),
    _case(
        "Giảm tỷ lệ vụ cháy xuống 5%; không để xảy ra cháy lớn.",
        number("tỷ lệ vụ cháy", 5, direction="decrease"),
        zero("cháy lớn"),
    ),
    _case("Kiên quyết không để xảy ra thiếu đói.", zero("thiếu đói"), section="tasks"),
)
"""What is not to be."""

QUALITATIVE = (
    _case("Từng bước xóa bỏ tình trạng tảo hôn ở vùng cao.", words("tình trạng tảo hôn ở vùng cao", "decrease")),
    _case(
        "Nâng cao chất lượng khám, chữa bệnh tại tuyến xã.",
        words("chất lượng khám, chữa bệnh tại tuyến xã", "increase"),
    ),
    _case("Hoàn thành số hóa hồ sơ đất đai của toàn huyện.", words("Hoàn thành số hóa hồ sơ đất đai của toàn huyện")),
    _case("Duy trì ổn định quy mô đàn gia súc của huyện.", words("ổn định quy mô đàn gia súc của huyện", "maintain")),
    _case(
        "Tỷ lệ bạo lực gia đình giảm 5%/năm, từng bước hạn chế tình trạng ly hôn sớm.",
        number("Tỷ lệ bạo lực gia đình", 5, direction="decrease", quantity="change", frequency="annual"),
        words("tình trạng ly hôn sớm", "decrease"),
    ),
)
"""Clauses of an indicator that have a verb and no figure."""

NONE = (
    _case("Tổ chức tập huấn cho khoảng 120 cán bộ.", section="tasks"),
    _case("Tuyên truyền cho khoảng 120 cán bộ.", section="tasks"),
    _case("Khi có từ 02 ca bệnh trở lên phải khoanh vùng ngay.", section="tasks"),
    _case("Sơ kết trong quý II/2023, tổng kết trước ngày 15/12/2025.", section="tasks"),
    _case("Mục 2 Điều 5 của Quy chế được thực hiện nghiêm.", section="tasks"),
    _case("Rà soát trẻ em từ 6 đến 36 tháng tuổi chưa được tiêm vắc xin.", section="tasks"),
    _case("Thực hiện Quyết định số 90/QĐ-TTg ngày 18/01/2022.", section="tasks"),
    _case("Công khai đường dây nóng 0218.3854.111.", section="tasks"),
    _case("Hạn chế tối đa việc tổ chức cưới linh đình.", section="tasks"),
    _case("Phấn đấu đạt các chỉ tiêu theo phụ lục.", section="tasks"),
    _case("Tiếp nhận, xử lý tin báo trong vòng 24 giờ.", section="tasks"),
    _case("Thực hiện Kế hoạch từ năm 2021 đến năm 2025.", section="tasks"),
    _case("Năm 2020, toàn huyện đã giải ngân 64,5% vốn.", section="tasks"),
    _case("Hiện nay toàn xã có 215 hộ nghèo.", section="tasks"),
    _case("Danh sách các thôn tại Biểu 02 kèm theo.", section="objectives"),
    _case("Đóng điện trạm biến áp 110 kV Tân Lập.", section="tasks"),
    _case("Báo cáo kết quả trước 15/6 và 15/12 hằng năm.", section="tasks"),
)
"""Numbers that commit nobody."""

TASKS = (
    _case(
        "Mở 12 lớp dạy nghề cho lao động nông thôn.",
        number("Mở lớp dạy nghề cho lao động nông thôn", 12, "count"),
        section="tasks",
    ),
    _case(
        "Mỗi thôn bố trí 01 cộng tác viên dân số.",
        number("Mỗi thôn bố trí cộng tác viên dân số", 1, "count"),
        section="tasks",
    ),
    _case("Phát 5.000 tờ rơi tuyên truyền.", number("Phát tờ rơi tuyên truyền", 5000, "count"), section="tasks"),
    _case(
        "Ngân sách huyện bố trí 650 triệu đồng.",
        number("Ngân sách huyện bố trí", "650000000", "money"),
        section="funding",
    ),
    _case(
        "Kiểm tra ít nhất 30% cơ sở kinh doanh.",
        number("Kiểm tra cơ sở kinh doanh", 30, comparator=">="),
        section="tasks",
    ),
)
"""Targets outside the section of goals: the verb of the task stays in the measure."""

LISTS = (
    _case(
        "Sản lượng nấm: Đến năm 2023 đạt 400 tấn, trong đó: nấm rơm từ 55% đến 60%, nấm mỡ từ 20% đến 25%. Đến năm 2025 đạt 900 tấn.",
        number("Sản lượng nấm", 400, "other", year=2023),
        number("nấm rơm", 55, high=60, year=2023),
        number("nấm mỡ", 20, high=25, year=2023),
        number("Sản lượng nấm", 900, "other", year=2025),
    ),
    _case(
        "Tỷ lệ học viên tuổi 15-25 biết bơi đạt 60%, tuổi 26-35 đạt 45%.",
        number("Tỷ lệ học viên tuổi 15-25 biết bơi", 60),
        number("Tỷ lệ học viên tuổi 26-35", 45),
    ),
    _case(
        "Số hóa hồ sơ của cấp huyện, cấp xã đạt tương ứng ít nhất 90%, 70%.",
        number("Số hóa hồ sơ", 90, comparator=">=", scope="cấp huyện"),
        number("Số hóa hồ sơ", 70, comparator=">=", scope="cấp xã"),
    ),
    _case(
        "Tỷ trọng rau và quả được chế biến đạt tương ứng khoảng 30% và 20% vào năm 2023, khoảng 45% và 35% vào năm 2025.",
        number("Tỷ trọng rau và quả được chế biến", 30, comparator="~", scope="rau", year=2023),
        number("Tỷ trọng rau và quả được chế biến", 20, comparator="~", scope="quả", year=2023),
        number("Tỷ trọng rau và quả được chế biến", 45, comparator="~", scope="rau", year=2025),
        number("Tỷ trọng rau và quả được chế biến", 35, comparator="~", scope="quả", year=2025),
    ),
    _case(
        "Đến năm 2023: tỷ lệ hộ có nhà tiêu, có nước máy lần lượt đạt 80% và 65%.",
        number("tỷ lệ hộ có nhà tiêu, có nước máy", 80, year=2023),
        number("tỷ lệ hộ có nhà tiêu, có nước máy", 65, year=2023),
    ),
    _case(
        "Năm 2022, 2023: mỗi năm trồng 5 ha rừng.",
        *(number("trồng rừng", 5, "area", year=year, frequency="annual") for year in (2022, 2023)),
    ),
    _case(
        "Có 40/52 trường đạt chuẩn (chiếm 76,9%), tăng 6 trường so với năm 2020.",
        number("trường đạt chuẩn", 40, "ratio", per=52),
        number("trường đạt chuẩn", "76.9"),
        number("trường đạt chuẩn", 6, "count", quantity="change", direction="increase"),
    ),
    _case(
        "Lập được ít nhất 3 vùng trồng chè sạch vào năm 2023; ít nhất 5 vùng vào năm 2025.",
        number("Lập được vùng trồng chè sạch", 3, "count", comparator=">=", year=2023),
        number("Lập được vùng trồng chè sạch", 5, "count", comparator=">=", year=2025),
    ),
)
"""Values in lists: what each takes from the words and the year before it."""

RATES = (
    _case(
        "Mua 15 máy cày công cộng, 6 xe tưới chuyên dùng.",
        number("Mua máy cày công cộng", 15, "count"),
        number("Mua xe tưới chuyên dùng", 6, "count"),
        section="tasks",
    ),
    _case("Mức vay không quá 90 triệu đồng/cơ sở.", number("Mức vay", 90000000, "money", comparator="<=")),
    _case("Nâng hạng 02 sản phẩm OCOP lên 4 sao.", number("Nâng hạng sản phẩm OCOP lên 4 sao", 2, "count")),
    _case(
        "Giảm mức dùng đường của trẻ xuống dưới 20 gam/người/ngày.",
        number("mức dùng đường của trẻ", 20, "other", comparator="<", direction="decrease"),
    ),
    _case(
        "Đạt 30 giường bệnh/10.000 dân, 9 bác sĩ/10.000 dân.",
        number("giường bệnh", 30, "ratio", per=10000),
        number("bác sĩ", 9, "ratio", per=10000),
    ),
    _case("Giá trị sản xuất làng nghề gấp 1,8 lần năm 2020.", number("Giá trị sản xuất làng nghề", "1.8", "other")),
    _case(
        "Mức giảm tiêu hao điện so với giai đoạn 2016 - 2018: lò gạch từ 5 đến 9%; lò gốm tối thiểu 4%.",
        number(
            "tiêu hao điện so với giai đoạn 2016 - 2018 lò gạch", 5, high=9, quantity="change", direction="decrease"
        ),
        number(
            "tiêu hao điện so với giai đoạn 2016 - 2018 lò gốm",
            4,
            comparator=">=",
            quantity="change",
            direction="decrease",
        ),
    ),
    _case(
        "Khống chế tỷ lệ sâu răng ở người lớn dưới 40%; ở trẻ em dưới 30%.",
        number("tỷ lệ sâu răng ở người lớn", 40, comparator="<"),
        number("tỷ lệ sâu răng", 30, comparator="<", scope="trẻ em"),
    ),
    _case(
        "100% trạm y tế và 80% phòng khám bảo đảm cung cấp dịch vụ tư vấn.",
        number("trạm y tế bảo đảm cung cấp dịch vụ tư vấn", 100),
        number("phòng khám bảo đảm cung cấp dịch vụ tư vấn", 80),
    ),
    _case(
        "Hỗ trợ 30 hộ trồng nấm (bình quân 6 hộ/năm).",
        number("Hỗ trợ hộ trồng nấm", 30, "count"),
        number("Hỗ trợ hộ trồng nấm", 6, "count", frequency="annual"),
    ),
    _case("Mức tăng trưởng đàn ong đạt 6%/năm.", number("Mức tăng trưởng đàn ong", 6, frequency="annual")),
    _case(
        "Tốc độ tăng trưởng bình quân đạt 7%/năm.",
        number("Tốc độ tăng trưởng bình quân", 7, frequency="annual"),
    ),
    _case("Công suất buồng bình quân đạt 50%.", number("Công suất buồng bình quân", 50)),
    _case(
        "Doanh thu chợ tăng gấp 2 lần so với năm 2020.",
        number("Doanh thu chợ", 2, "other", direction="increase"),
    ),
    _case("Ngày lưu trú của khách đạt 1,8 ngày/lượt.", number("Ngày lưu trú của khách", "1.8", "time")),
    _case("Bảo đảm tỷ lệ 01 máy may/12 học viên.", number("máy may", 1, "ratio", per=12)),
    _case(
        "Tổng đàn dê ở quy mô từ 2.000 đến 2.500 con.",
        number("Tổng đàn dê", 2000, "count", high=2500),
    ),
)
"""Rates, durations attained, and so many of one thing for so many of another."""

CASES = (*LISTS, *RATES, *LEVELS, *CHANGES, *UNITS, *YEARS, *SEVERAL, *DESCRIBED, *ZEROS, *QUALITATIVE, *NONE, *TASKS)
