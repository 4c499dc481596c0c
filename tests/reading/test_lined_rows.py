"""Tables without any grid, a cell a line."""

from __future__ import annotations

from plan_extract.model.source import SourceDocument
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_TASKS = """Danh mục nhiệm vụ
TT
Nội dung
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian
I
Tuyên truyền
1
Phát tờ rơi ở chợ
Trạm Y tế xã
Hội Phụ nữ xã
Quý II/2026
2
Vẽ tranh tường
ở hai trường học
Đoàn xã
Trường Tiểu học Tân Lập
Tháng 9/2026
Ghi chú: nhiệm vụ khác theo kế hoạch riêng của từng đơn vị trong năm.
"""

_FIGURES = """TT
Chỉ tiêu
Đơn vị tính
Thực hiện 2025
Kế hoạch 2026
1
Số lớp học bơi
lớp
3
5
2
Số trẻ biết bơi
trẻ
40
60

Phần tiếp theo nói về kinh phí.
"""


def _tables(source: SourceDocument) -> list[list[list[str]]]:
    return [
        [[source.text[cell.start : cell.end] if cell else "" for cell in row] for row in block.table.rows]
        for block in source.blocks
        if block.table is not None
    ]


def test_rows_begin_with_marks_and_a_task_may_have_two_lines() -> None:
    source = read_text(_TASKS.encode(), "bang.txt")
    assert _tables(source) == [
        [
            ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"],
            ["I", "Tuyên truyền", "", "", ""],
            ["1", "Phát tờ rơi ở chợ", "Trạm Y tế xã", "Hội Phụ nữ xã", "Quý II/2026"],
            ["2", "Vẽ tranh tường\nở hai trường học", "Đoàn xã", "Trường Tiểu học Tân Lập", "Tháng 9/2026"],
        ]
    ]
    lines = [source.text[block.start : block.end] for block in source.blocks if block.table is None]
    assert lines == [
        "Danh mục nhiệm vụ",
        "Ghi chú: nhiệm vụ khác theo kế hoạch riêng của từng đơn vị trong năm.",
    ]


def test_blank_lines_between_make_no_difference() -> None:
    spaced = read_text(_TASKS.replace("\n", "\n\n").encode(), "bang.txt")
    assert [len(row) for row in _tables(spaced)[0]] == [5] * 4


def test_figures_that_look_like_marks_stay_in_their_rows() -> None:
    assert _tables(read_text(_FIGURES.encode(), "bang.txt")) == [
        [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2025", "Kế hoạch 2026"],
            ["1", "Số lớp học bơi", "lớp", "3", "5"],
            ["2", "Số trẻ biết bơi", "trẻ", "40", "60"],
        ]
    ]


def test_headings_with_bars_over_rows_without() -> None:
    text = _TASKS.replace(
        "TT\nNội dung\nCơ quan chủ trì\nCơ quan phối hợp\n",
        "| TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp |\n|---|---|---|---|\n",
    )
    assert [row[:2] for row in _tables(read_text(text.encode(), "bang.txt"))[0]] == [
        ["TT", "Nội dung"],
        ["I", "Tuyên truyền"],
        ["1", "Phát tờ rơi ở chợ"],
        ["2", "Vẽ tranh tường\nở hai trường học"],
    ]


def test_what_only_begins_like_a_table_is_none() -> None:
    without_rows = "TT\nNội dung\nCơ quan chủ trì\nThời gian\nCác xã tự lập danh mục.\n"
    too_short = _TASKS.replace("Đoàn xã\nTrường Tiểu học Tân Lập\n", "").replace("Hội Phụ nữ xã\n", "")
    no_columns = _TASKS.replace("Cơ quan chủ trì\nCơ quan phối hợp\nThời gian", "Xã\nThôn\nSố hộ")
    for text in (without_rows, too_short, no_columns):
        assert _tables(read_text(text.encode(), "bang.txt")) == []


def test_tasks_of_such_a_table_have_their_lead_partners_and_time() -> None:
    head = "UBND XÃ TÂN LẬP\nSố: 3/KH-UBND\nTân Lập, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nVệ sinh xã Tân Lập năm 2026\n\nI. NHIỆM VỤ\n\n"
    record = extract_source(read_text((head + _TASKS).encode(), "mau.txt")).record
    assert [(each.agency, each.role, each.partners, each.due) for each in record.responsibilities] == [
        ("Trạm Y tế xã", "lead", ("Hội Phụ nữ xã",), "2026-Q2"),
        ("Đoàn xã", "lead", ("Trường Tiểu học Tân Lập",), "2026-09"),
    ]


def test_an_empty_cell_makes_no_wrong_figure() -> None:
    lines = _FIGURES.splitlines()
    lines.remove("3")
    plan = extract_source(read_text("\n".join(lines).encode(), "mau.txt"))
    assert not {each.value for each in plan.record.targets if "lớp học" in each.measure} - {None}
