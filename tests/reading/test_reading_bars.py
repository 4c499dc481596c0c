"""Tables saved from web pages with each bar on a line of its own: which bars are empty cells."""

import pytest

from plan_extract.reading.text import _line_spans, read_text


def _rows(text: str) -> list[list[str]]:
    source = read_text(text.encode(), "mau.txt")
    table = next(block.table for block in source.blocks if block.table is not None)
    return [[source.text[cell.start : cell.end] if cell else "" for cell in row] for row in table.rows]


def _bars(*rows: list[str]) -> str:
    return "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows)


def test_an_empty_first_cell_does_not_move_the_others():
    text = _bars(
        ["TT", "Chỉ tiêu", "ĐVT", "2026", "2027"],
        ["1", "Đàn bò", "con", "500", "520"],
        ["", "Bò sữa", "con", "40", "45"],
        ["2", "Đàn dê", "con", "300", "310"],
    )
    assert _rows(text)[2] == ["", "Bò sữa", "con", "40", "45"]


def test_an_empty_cell_inside_a_row_and_one_at_its_end():
    text = _bars(
        ["TT", "Chỉ tiêu", "2025", "2026", "2027"],
        ["1", "Đàn bò", "480", "500", "520"],
        ["2", "Đàn dê", "", "300", "310"],
        ["3", "Đàn cừu", "20", "25", ""],
        ["4", "Đàn ngựa", "7", "8", "9"],
    )
    assert _rows(text)[2:4] == [["2", "Đàn dê", "", "300", "310"], ["3", "Đàn cừu", "20", "25", ""]]


def test_headings_in_two_rows_and_group_rows_stay_rows():
    text = _bars(
        ["TT", "Chỉ tiêu", "Giai đoạn 2026 - 2027"],
        ["Năm 2026", "Năm 2027"],
        ["I", "CHĂN NUÔI"],
        ["1", "Đàn bò", "500", "520"],
        ["2", "Đàn dê", "300", "310"],
    )
    assert [len([cell for cell in row if cell]) for row in _rows(text)] == [3, 2, 2, 4, 4]


def test_one_row_with_bars_too_many_does_not_widen_the_others():
    rows = [[str(n), f"Việc {n}", "Phòng Kinh tế", "Quý II"] for n in range(1, 9)]
    text = _bars(["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["I", "Nhóm"], *rows, ["9", "a", "b", "c", "d", "e"])
    assert _rows(text)[1][:3] == ["I", "Nhóm", ""]
    assert _rows(text)[2][:4] == ["1", "Việc 1", "Phòng Kinh tế", "Quý II"]


def test_a_row_does_not_open_with_a_bare_figure_where_rows_are_numbered():
    text = _bars(
        ["TT", "Điểm đo", "Lần đo", "Ghi chú"],
        ["1", "Cầu Đá", "12", "Mới"],
        ["2", "Bến Gỗ", "12", ""],
        ["3", "Hồ Lớn", "6", "Mới"],
        ["4", "Đập Tràn", "4", ""],
    )
    assert _rows(text)[1:] == [
        ["1", "Cầu Đá", "12", "Mới"],
        ["2", "Bến Gỗ", "12", ""],
        ["3", "Hồ Lớn", "6", "Mới"],
        ["4", "Đập Tràn", "4", ""],
    ]


def test_a_plan_goes_on_behind_a_letterhead_table_without_a_blank_line():
    text = (
        "|\nUBND\nTỈNH NGHỆ AN\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n|\n|\nSố: 5/KH-UBND\n|\nNghệ An, ngày 3 tháng 2 năm 2026\n|\n"
        "**KẾ HOẠCH**\nTRỒNG RỪNG VEN BIỂN\n"
        + "Dòng chữ của kế hoạch.\n"
        * 12
        + "|\nNơi nhận:\n- Lưu: VT.\n|\nCHỦ TỊCH\n|\n"
        "**PHỤ LỤC**\nDANH MỤC\n|\nTT\n|\nViệc\n|\n|\n1\n|\nTrồng cây\n|\n"
    )
    blocks = read_text(text.encode(), "mau.txt")
    tables = [block.table for block in blocks.blocks if block.table is not None]
    assert [len(table.rows) for table in tables] == [2, 1, 2]
    assert any(blocks.text[block.start : block.end] == "**KẾ HOẠCH**" for block in blocks.blocks if block.table is None)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\r\nb", ["a", "b"]),
        ("a\r\r\nb", ["a", "b"]),  # a file sent as text twice
        ("a\rb\nc", ["a", "b", "c"]),
        ("a\n\nb\n", ["a", "", "b", ""]),
        ("\r" * 200_000 + "a", [""] * 200_000 + ["a"]),  # with a look at the whole run at each sign: minutes
    ],
    ids=["dos", "dos twice", "mixed", "blank", "long run"],
)
def test_lines_end_where_any_system_ends_them(text: str, lines: list[str]) -> None:
    assert [text[start:end] for start, end in _line_spans(text)] == lines


OPEN = """\
Phụ lục
DANH MỤC NHIỆM VỤ
TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian
 | (1) | (2) | (3) | (4)
I | Tuyên truyền, phổ biến
1 | Mở lớp tập huấn cho cán bộ xã | Sở Y tế | - Sở Tài chính;
- UBND các xã | Quý II/2025
2 | In tờ rơi | Sở Y tế |  | Hằng năm
 | Phát tờ rơi | UBND các xã | Sở Y tế | 
Tổng cộng: 03 nhiệm vụ.
"""


@pytest.mark.parametrize("text", [OPEN, OPEN.replace(" | ", "\t")])
def test_rows_without_outer_bars_or_with_tabs_make_a_table(text: str):
    rows = _rows(text)
    assert rows[0] == ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
    assert rows[3][3] == "- Sở Tài chính;\n- UBND các xã" and rows[3][4] == "Quý II/2025"
    assert rows[4] == ["2", "In tờ rơi", "Sở Y tế", "", "Hằng năm"]
    assert rows[5] == ["", "Phát tờ rơi", "UBND các xã", "Sở Y tế", ""]


def test_rows_with_blank_lines_between_them_make_a_table():
    text = (
        "DANH MỤC\n\nTT | Nhiệm vụ | Cơ quan chủ trì | Thời gian\n\nI | Tuyên truyền | Tuyên truyền | Tuyên truyền\n\n"
        "1 | Mở lớp | Sở Y tế | Quý II/2025\n\nTổng cộng: 01 nhiệm vụ.\n"
    )
    assert _rows(text) == [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"],
        ["I", "Tuyên truyền", "Tuyên truyền", "Tuyên truyền"],
        ["1", "Mở lớp", "Sở Y tế", "Quý II/2025"],
    ]


def test_a_row_of_merged_cells_without_outer_bars_goes_on_over_the_rest():
    source = read_text(OPEN.encode(), "mau.txt")
    table = next(block.table for block in source.blocks if block.table is not None)
    group = table.rows[2]
    assert [source.text[cell.start : cell.end] for cell in group if cell] == ["I", *["Tuyên truyền, phổ biến"] * 4]
    assert [bool(cell and cell.merged) for cell in group] == [False, False, True, True, True]


def test_what_follows_a_table_without_outer_bars_is_no_part_of_it():
    source = read_text(OPEN.encode(), "mau.txt")
    lines = [source.text[block.start : block.end] for block in source.blocks if block.table is None]
    assert lines == ["Phụ lục", "DANH MỤC NHIỆM VỤ", "Tổng cộng: 03 nhiệm vụ."]


@pytest.mark.parametrize(
    "text",
    [
        "Số: 12/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập",
        "Một dòng có | và | trong câu.\nDòng sau không có.",
        "a || b || c\nd || e || f",
        "1.\tSở Y tế chủ trì.\n2.\tSở Tài chính phối hợp.",
        "ỦY BAN NHÂN DÂN\t\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH HÒA BÌNH\t\t\tĐộc lập - Tự do - Hạnh phúc",
        "-\tGiao Sở Y tế chủ trì\t\n-\tGiao Sở Tài chính phối hợp\t\n",
    ],
)
def test_bars_in_running_text_make_no_table(text: str):
    assert all(block.table is None for block in read_text(text.encode(), "mau.txt").blocks)
