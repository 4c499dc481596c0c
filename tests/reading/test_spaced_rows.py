"""Rows of pipe tables that a text parts by blank lines, as it parts all its lines."""

from __future__ import annotations

from plan_extract.model.source import SourceDocument
from plan_extract.reading.text import read_text

SPACED = """Phụ lục giao chỉ tiêu

| TT | Thôn | Số hộ |

|---|---|---|

| 1 | Thôn Đông | 12 |

| 2 | Thôn Đoài | 15 |

Ghi chú: số hộ làm tròn.
"""

TWO_TABLES = """| TT | Thôn | Số hộ |
| 1 | Thôn Đông | 12 |

| TT | Xóm | Số trẻ |
| 1 | Xóm Thượng | 7 |
"""


def _cells(source: SourceDocument) -> list[list[list[str]]]:
    return [
        [[source.text[cell.start : cell.end] if cell else "" for cell in row] for row in block.table.rows]
        for block in source.blocks
        if block.table is not None
    ]


def test_rows_with_blank_lines_between_make_one_table() -> None:
    source = read_text(SPACED.encode(), "phu-luc.txt")
    assert _cells(source) == [[["TT", "Thôn", "Số hộ"], ["1", "Thôn Đông", "12"], ["2", "Thôn Đoài", "15"]]]
    assert [source.text[b.start : b.end] for b in source.blocks if b.table is None] == [
        "Phụ lục giao chỉ tiêu",
        "Ghi chú: số hộ làm tròn.",
    ]


def test_a_blank_line_ends_a_table_whose_rows_follow_each_other() -> None:
    assert [len(table) for table in _cells(read_text(TWO_TABLES.encode(), "hai-bang.txt"))] == [2, 2]


def test_a_narrower_row_behind_a_blank_line_opens_another_table() -> None:
    text = SPACED.replace("| 2 | Thôn Đoài | 15 |", "| 2 | Thôn Đoài |")
    assert [len(table) for table in _cells(read_text(text.encode(), "hai-bang.txt"))] == [2, 1]
