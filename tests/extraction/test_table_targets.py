"""Figures of tables: their year, their name, their unit."""

from decimal import Decimal

from plan_extract.pipeline import extract_bytes
from plan_texts import record_of

HEAD = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH

Số: 7/KH-UBND
Bắc Ninh, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Phát triển chăn nuôi giai đoạn 2026 - 2030 (văn bản mẫu)

I. MỤC TIÊU
1. Phát triển đàn bò theo hướng an toàn.

II. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường theo dõi, đôn đốc thực hiện.
Trong quá trình thực hiện nếu có vướng mắc thì báo cáo để xem xét./.
"""


def _targets(appendix: str):
    record = extract_bytes((HEAD + appendix).encode(), "mau.txt").record
    return [target for target in record.targets if "|" in target.quote]


SPANNING = """
PHỤ LỤC 01
CHỈ TIÊU CHĂN NUÔI

|
TT
|
Chỉ tiêu
|
ĐVT
|
Giai đoạn 2026 - 2030
|
|
Năm 2026
|
Năm 2027
|
|
1
|
Bò
|
|
|
|
-
|
Tổng đàn
|
nghìn con
|
1,5
|
1,7
|
|
2
|
Dê
|
|
|
|
-
|
Tổng đàn
|
nghìn con
|
3
|
4
|
"""


def test_years_of_the_lower_heading_and_rows_of_one_name():
    found = [(t.measure, t.value, t.year, t.section) for t in _targets(SPANNING)]
    assert found == [
        ("Tổng đàn Bò", Decimal("1500"), 2026, "appendix"),
        ("Tổng đàn Bò", Decimal("1700"), 2027, "appendix"),
        ("Tổng đàn Dê", Decimal("3000"), 2026, "appendix"),
        ("Tổng đàn Dê", Decimal("4000"), 2027, "appendix"),
    ]


def test_a_row_of_column_numbers_gives_no_figures():
    rows = "| TT | Chỉ tiêu | Ước 2025 | Năm 2026 (nghìn tấn) |\n|---|---|---|---|\n| A | B | 1 | 2 |\n| 1 | Sản lượng thịt | 5 | 6 |\n"
    assert [(t.measure, t.value, t.unit, t.year) for t in _targets("\nPHỤ LỤC\n\n" + rows)] == [
        ("Sản lượng thịt", Decimal("6000"), "other", 2026)
    ]


BARE = """PHỤ LỤC II

DANH MỤC CHỈ TIÊU

| TT | Chỉ tiêu | Đơn vị | Kết quả | Cơ quan chủ trì theo dõi |
| --- | --- | --- | --- | --- |
| **I** | **Đến năm 2030** | | | |
| 1 | Xếp hạng năng lực dạy nghề | Thứ bậc | ≤ 4 Đông Nam Á; ≤ 60 Thế giới | Bộ Nội vụ |
| 2 | Số đề tài tăng bình quân | %/năm | 6 - 8 | Bộ Giáo dục và Đào tạo |
| 3 | Bác sĩ | Người/vạn dân | 15 | Bộ Y tế |
| **II** | **Đến năm 2045** | | | |
| 4 | Bác sĩ | Người/vạn dân | 35 | Bộ Y tế |
"""


def test_an_appendix_alone_gives_its_table():
    record = extract_bytes(BARE.encode(), "phu-luc.txt").record
    found = [(t.measure, t.quantity, t.comparator, int(t.value), t.unit, t.year, t.scope) for t in record.targets]
    assert found == [
        ("Xếp hạng năng lực dạy nghề", "level", "<=", 4, "rank", 2030, "Đông Nam Á"),
        ("Xếp hạng năng lực dạy nghề", "level", "<=", 60, "rank", 2030, "Thế giới"),
        ("Số đề tài", "change", "range", 6, "%", 2030, None),
        ("Bác sĩ", "level", "=", 15, "ratio", 2030, None),
        ("Bác sĩ", "level", "=", 35, "ratio", 2045, None),
    ]
    assert {t.agency for t in record.targets} == {"Bộ Nội vụ", "Bộ Giáo dục và Đào tạo", "Bộ Y tế"}


COORDINATES = """
PHỤ LỤC 02
ĐIỂM LẤY MẪU

| TT | Địa điểm | Tọa độ X | Tọa độ Y | Số mẫu (mẫu) |
|---|---|---|---|---|
| 1 | Xã Tân Sơn | 2314567 | 568901 | 12 |
| 2 | Xã Đông Hà | 2315789 | 569012 | 8 |
"""


def test_coordinates_are_no_targets_and_places_are_scopes():
    assert [(target.value, target.scope) for target in _targets(COORDINATES)] == [
        (Decimal(12), "Xã Tân Sơn"),
        (Decimal(8), "Xã Đông Hà"),
    ]


BARE_ROWS = """
PHỤ LỤC 03
LỊCH LẤY MẪU

| TT | Chỉ tiêu | 2026 | 2027 |
|---|---|---|---|
| 1 | Số mẫu nước | 40 | 50 |
| 2 | 02 lần/năm | 7 | 9 |
"""


def test_a_row_named_by_a_bare_figure_gives_no_target():
    assert {target.value for target in _targets(BARE_ROWS)} == {Decimal(40), Decimal(50)}


STATED = """
PHỤ LỤC
PHÂN CÔNG THEO DÕI CHỈ TIÊU

TT | Chỉ tiêu | Cơ quan chủ trì
I | Chăn nuôi
1 | Tỷ lệ trang trại đạt chuẩn an toàn sinh học đạt tối thiểu 60% | Sở Nông nghiệp và Môi trường
2 | Xây dựng 05 chuỗi liên kết; 100% cơ sở giết mổ được giám sát | Sở Công Thương tổng hợp, báo cáo
"""


def test_indicators_stated_in_words_with_their_lead():
    record = extract_bytes((HEAD + STATED).encode(), "mau.txt").record
    found = [target for target in record.targets if target.section == "appendix"]
    assert [(t.indicator, str(t.value), t.unit, t.comparator, t.agency) for t in found] == [
        ("1", "60", "%", ">=", "Sở Nông nghiệp và Môi trường"),
        ("2", "5", "count", "=", "Sở Công Thương"),
        ("2", "100", "%", "=", "Sở Công Thương"),
    ]
    assert found[0].measure == "Tỷ lệ trang trại đạt chuẩn an toàn sinh học"


def test_what_a_contest_gives_points_for_is_no_target():
    text = STATED.replace("Cơ quan chủ trì", "Điểm tối đa").replace("Sở Công Thương tổng hợp, báo cáo", "20")
    record = extract_bytes((HEAD + text.replace("Sở Nông nghiệp và Môi trường\n", "10\n")).encode(), "mau.txt").record
    assert [target for target in record.targets if target.section == "appendix"] == []


def test_the_words_of_a_task_tell_times_and_counts_where_no_column_does() -> None:
    body = """\
III. TỔ CHỨC THỰC HIỆN
| TT | Đơn vị | Nhiệm vụ được giao |
| 1 | Phòng Kinh tế | Gửi dự toán kinh phí trước ngày 20/3/2027. |
| 2 | Trạm Khuyến nông | Tổ chức 05 lớp tập huấn cho nông dân trong quý II/2027. |
"""
    record = record_of(body)
    assert [(each.agency, each.relation, each.date) for each in record.deadlines] == [
        ("Phòng Kinh tế", "before", "2027-03-20"),
        ("Trạm Khuyến nông", "in", "2027-Q2"),
    ]
    assert [(each.agency, each.role) for each in record.responsibilities] == [
        ("Phòng Kinh tế", "implement"),
        ("Trạm Khuyến nông", "implement"),
    ]
    assert [(each.agency, each.value, each.unit_text) for each in record.targets] == [
        ("Trạm Khuyến nông", 5, "lớp tập huấn")
    ]
