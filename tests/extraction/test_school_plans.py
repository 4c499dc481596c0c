"""Plans of a school: its posts and teams act, its classes are the parts of a value."""

from __future__ import annotations

from plan_extract.model.plan import PlanRecord
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_SCHOOL = """\
UBND XÃ BÌNH AN
TRƯỜNG THCS BÌNH AN
Số: 09/KH-THCSBA
Bình An, ngày 12 tháng 9 năm 2025

KẾ HOẠCH
Thực hiện nhiệm vụ năm học 2025 - 2026

I. CHỈ TIÊU
- Tốt nghiệp THCS năm 2026: 185/185 học sinh.
- Học sinh giỏi cấp tỉnh: phấn đấu đạt 7 giải (Toán: 02, Ngữ văn: 05).
- Tỷ lệ lên lớp thẳng: khối 6 đạt 98%, khối 7 và khối 8 đạt 99%.

II. NHIỆM VỤ
| Tháng | Nội dung công việc | Chủ trì | Phối hợp |
| --- | --- | --- | --- |
| 9/2025 | Khai giảng, ổn định nền nếp | Hiệu trưởng | Tổng phụ trách Đội |

III. TỔ CHỨC THỰC HIỆN
1. Phó Hiệu trưởng phụ trách chuyên môn: Chủ trì xây dựng thời khóa biểu.
2. Giáo viên chủ nhiệm
- Vận động học sinh tham gia bảo hiểm y tế.
Phó Hiệu trưởng phụ trách chuyên môn báo cáo về UBND xã trước ngày 30/5/2026.
Giáo viên chủ nhiệm nộp danh sách trước ngày 15/10, sổ điểm trước ngày 20/5, nộp báo cáo trong quý I.

Nơi nhận:
- Lưu: VT.
                    HIỆU TRƯỞNG
                    Nguyễn Văn An

PHỤ LỤC
CHỈ TIÊU THEO KHỐI LỚP

| Khối | Sĩ số đầu năm | Tỷ lệ học sinh học tập mức Tốt (%) | Số giải học sinh giỏi (giải) |
| --- | --- | --- | --- |
| Khối 6 | 142 | 25 | 0 |
| Tổng cộng | 142 | 25 | 0 |
"""


def _record() -> PlanRecord:
    return extract_source(read_text(_SCHOOL.encode(), "sample.txt")).record


def test_days_without_a_year_lie_in_the_school_year() -> None:
    found = [(each.action, each.date, each.recurrence) for each in _record().deadlines]
    assert found[-3:] == [
        ("submit", "2025-10-15", "once"),
        ("submit", "2026-05-20", "once"),
        ("report", "2026-Q1", "once"),
    ]


def test_posts_and_teams_act() -> None:
    assert [(each.agency, each.role, each.due) for each in _record().responsibilities] == [
        ("Hiệu trưởng", "lead", "2025-09"),
        ("Phó Hiệu trưởng phụ trách chuyên môn", "lead", None),
        ("Giáo viên chủ nhiệm", "implement", None),
        ("Phó Hiệu trưởng phụ trách chuyên môn", "implement", None),
        ("Giáo viên chủ nhiệm", "implement", None),
    ]


def test_values_behind_a_dated_label_in_brackets_and_by_form() -> None:
    found = [(t.measure, float(t.value or 0), t.scope) for t in _record().targets if t.section == "objectives"]
    assert found == [
        ("Tốt nghiệp THCS học sinh", 185, None),
        ("Học sinh giỏi cấp tỉnh giải", 7, None),
        ("Học sinh giỏi cấp tỉnh giải", 2, "Toán"),
        ("Học sinh giỏi cấp tỉnh giải", 5, "Ngữ văn"),
        ("Tỷ lệ lên lớp thẳng", 98, "khối 6"),
        ("Tỷ lệ lên lớp thẳng", 99, "khối 7 và khối 8"),
    ]


def test_rows_of_forms_are_scopes_and_the_roll_of_today_is_left_out() -> None:
    found = [(t.measure, float(t.value or 0), t.scope) for t in _record().targets if t.section == "appendix"]
    assert found == [
        ("Tỷ lệ học sinh học tập mức Tốt", 25, "Khối 6"),
        ("Số giải học sinh giỏi", 0, "Khối 6"),
        ("Tỷ lệ học sinh học tập mức Tốt", 25, None),
        ("Số giải học sinh giỏi", 0, None),
    ]
