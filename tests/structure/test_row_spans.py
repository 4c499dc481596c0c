"""Rows below a cell that spans rows, in tables whose source does not say so."""

from plan_extract.pipeline import extract_bytes

PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÀ NAM

Số: 12/KH-UBND
Hà Nam, ngày 06 tháng 02 năm 2026

KẾ HOẠCH
Kiểm tra an toàn thực phẩm năm 2026 (văn bản mẫu)

I. TỔ CHỨC THỰC HIỆN
1. Sở Y tế theo dõi, đôn đốc thực hiện.

PHỤ LỤC
SỐ MẪU KIỂM TRA

| TT | Chỉ tiêu | Nơi lấy | Thời gian | Số mẫu |
|---|---|---|---|---|
| 1 | Rau quả | Chợ đầu mối | tháng 3 | 15 |
| Siêu thị | tháng 9 | 20 | | |
| 2 | Thịt lợn | Cơ sở giết mổ | tháng 4 | 12 |
| 3 | Thủy sản | Cảng cá | tháng 5 | 18 |
"""


def test_a_row_below_a_spanning_cell_is_moved_under_its_columns():
    record = extract_bytes(PLAN.encode(), "mau.txt").record
    assert [deadline.date for deadline in record.deadlines] == ["2026-03", "2026-09", "2026-04", "2026-05"]
    by_value = {int(target.value): target.measure for target in record.targets if target.value is not None}
    assert set(by_value) == {12, 15, 18}, "a row without a name of its own gives no figure"
