"""Tables without ruling lines in PDF files: columns told by the paper left free between them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plan_extract.model.source import SourceDocument
from plan_extract.reading import read_bytes
from plan_extract.reading.pdf import columns
from plan_extract.reading.pdf.layout import Row
from plan_extract.reading.pdf.page import PageContent, Rect, Segment

Make = Callable[..., bytes]
Text = tuple[float, float, float, str]


def grid(read: SourceDocument) -> list[list[list[str | None]]]:
    tables = [block.table for block in read.blocks if block.table]
    return [
        [[cell and " ".join(read.text[cell.start : cell.end].split()) for cell in row] for row in table.rows]
        for table in tables
    ]


def body(prose: tuple[str, ...], top: float) -> list[Text]:
    return [(60, top + 18 * number, 12, text) for number, text in enumerate(prose)]


def set_rows(rows: list[list[str]], xs: list[float], top: float, pitch: float = 17, gap: float = 8) -> list[Text]:
    """Rows whose cells hold lines parted by "|", each at the top of its cell."""
    texts = []
    for row in rows:
        for x, cell in zip(xs, row, strict=True):
            texts.extend((x, top + pitch * number, 12, line) for number, line in enumerate(cell.split("|")) if line)
        top += pitch * max(cell.count("|") + 1 for cell in row) + gap
    return texts


ROWS = [
    ["TT", "Chỉ tiêu", "Đơn vị", "Năm 2024", "Năm 2025"],
    ["1", "Tỷ lệ hộ nghèo theo|chuẩn đa chiều", "%", "4,5", "3,2"],
    ["2", "Số lao động được|đào tạo nghề", "người", "1.200", "1.350"],
    ["3", "Trường học đạt chuẩn", "trường", "18", "21"],
]
XS = [62.0, 100.0, 300.0, 380.0, 460.0]


def meant(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.replace("|", " ") for cell in row] for row in rows]


@pytest.mark.parametrize("gap", [8, 0])
def test_columns_and_rows(make_pdf: Make, prose: tuple[str, ...], gap: float) -> None:
    texts = [*body(prose, 100), *set_rows(ROWS, XS, 200, gap=gap), *body(prose, 400)]
    read = read_bytes(make_pdf([texts]), "a.pdf")
    assert grid(read) == [meant(ROWS)]
    assert read.text.index(prose[2]) < read.text.index("Chỉ tiêu") < read.text.rindex(prose[0])


def test_heading_below_is_no_row(make_pdf: Make, prose: tuple[str, ...]) -> None:
    texts = [*set_rows(ROWS, XS, 100), (100, 246, 12, "IV. KINH PHÍ THỰC HIỆN"), *body(prose, 270)]
    read = read_bytes(make_pdf([texts]), "a.pdf")
    assert grid(read) == [meant(ROWS)] and "\nIV. KINH PHÍ THỰC HIỆN" in read.text


def test_heading_over_two_columns(make_pdf: Make, prose: tuple[str, ...]) -> None:
    head = [
        (62, 100, 12, "TT"),
        (100, 100, 12, "Chỉ tiêu"),
        (300, 100, 12, "Đơn vị"),
        (390, 100, 12, "Kế hoạch các năm"),
    ]
    years = [(380, 117, 12, "Năm 2024"), (460, 117, 12, "Năm 2025")]
    read = read_bytes(make_pdf([[*head, *years, *set_rows(ROWS[1:], XS, 145), *body(prose, 400)]]), "a.pdf")
    ((first, second, *rest),) = grid(read)
    assert first == ["TT", "Chỉ tiêu", "Đơn vị", "Kế hoạch các năm", "Kế hoạch các năm"]
    assert second[3:] == ["Năm 2024", "Năm 2025"]
    assert rest == meant(ROWS[1:])


def test_row_over_all_columns(make_pdf: Make, prose: tuple[str, ...]) -> None:
    texts = [
        *set_rows(ROWS[:2], XS, 100),
        (62, 170, 12, "II. Nhóm chỉ tiêu về giáo dục, đào tạo và dạy nghề"),
        *set_rows(ROWS[2:], XS, 195),
        *body(prose, 400),
    ]
    ((*above, group, two, three),) = grid(read_bytes(make_pdf([texts]), "a.pdf"))
    assert above == meant(ROWS[:2]) and [two, three] == meant(ROWS[2:])
    assert group[0] == "II. Nhóm chỉ tiêu về giáo dục, đào tạo và dạy nghề"


def test_table_and_row_cut_by_the_page(make_pdf: Make, prose: tuple[str, ...]) -> None:
    first = [*body(prose, 600), *set_rows([ROWS[0], ["1", "Tỷ lệ hộ nghèo theo", "%", "4,5", "3,2"]], XS, 760)]
    second = [(100, 60, 12, "chuẩn đa chiều"), *set_rows(ROWS[2:], XS, 85), *body(prose, 300)]
    read = read_bytes(make_pdf([first, second]), "a.pdf")
    assert grid(read) == [meant(ROWS)]


def test_heading_alone_at_the_foot_of_a_page(make_pdf: Make, prose: tuple[str, ...]) -> None:
    first = [*body(prose, 600), *set_rows(ROWS[:1], XS, 780)]
    second = [*set_rows(ROWS[1:], XS, 60), *body(prose, 300)]
    assert grid(read_bytes(make_pdf([first, second]), "a.pdf")) == [meant(ROWS)]


def test_two_columns_are_a_table_where_the_right_one_holds_figures(make_pdf: Make, prose: tuple[str, ...]) -> None:
    rows = [["Nguồn vốn", "Triệu đồng"], ["Ngân sách tỉnh", "8.500"], ["Ngân sách huyện", "4.000"],
            ["Vốn xã hội hóa", "1.250"]]  # fmt: skip
    read = read_bytes(make_pdf([[*set_rows(rows, [90, 380], 100), *body(prose, 300)]]), "a.pdf")
    assert grid(read) == [rows]


def test_letterhead_and_signature_are_no_tables(make_pdf: Make, prose: tuple[str, ...]) -> None:
    head = set_rows([["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["TỈNH LÀO CAI", "Độc lập - Tự do - Hạnh phúc"],
                     ["Số: 36/KH-UBND", "Lào Cai, ngày 20 tháng 01 năm 2026"]], [70, 270], 60)  # fmt: skip
    foot = set_rows([["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"], ["- Như trên;", "CHỦ TỊCH"], ["- Lưu: VT, KGVX.", ""],
                     ["", "Trần Văn An"]], [70, 360], 300)  # fmt: skip
    read = read_bytes(make_pdf([[*head, *body(prose, 180), *foot]]), "a.pdf")
    assert grid(read) == []
    assert read.text.index("Số: 36/KH-UBND") < read.text.index("CỘNG HÒA")
    assert read.text.index("- Lưu: VT") < read.text.index("TM. ỦY BAN")


def test_signature_that_the_page_cuts(make_pdf: Make, prose: tuple[str, ...]) -> None:
    first = [
        *body(prose, 600),
        *set_rows([["Nơi nhận:", "KT. CHỦ TỊCH"], ["- Như Điều 3;", "PHÓ CHỦ TỊCH"]], [70, 360], 750),
    ]
    second = [(70, 60, 12, "- Sở Y tế;"), (370, 59, 12, "Nguyễn Thị Lan"), (70, 77, 12, "- Lưu: VT.")]
    read = read_bytes(make_pdf([first, second]), "a.pdf")
    assert "\nNguyễn Thị Lan" in read.text and "Sở Y tế; Nguyễn" not in read.text


def test_two_pages_on_one_sheet(make_pdf: Make, prose: tuple[str, ...]) -> None:
    import io

    import pypdfium2

    pages = [
        [(60, 130, 12, f"{number}. Nhiệm vụ thứ {number} của kế hoạch"), *body(prose * 3, 160), *body(prose, 400)]
        for number in (1, 2, 3)
    ]
    alone = read_bytes(make_pdf(pages), "a.pdf")
    single = pypdfium2.PdfDocument(make_pdf(pages))
    sheets = pypdfium2.PdfDocument(pypdfium2.raw.FPDF_ImportNPagesToOne(single.raw, 1190, 842, 2, 1))
    stream = io.BytesIO()
    sheets.save(stream)
    read = read_bytes(stream.getvalue(), "a.pdf")
    assert (read.pages, read.text.split()) == (2, alone.text.split())
    block = next(b for b in read.blocks if read.text[b.start : b.end].startswith("2. Nhiệm vụ"))
    assert block.page == 1 and block.box is not None and block.box.x0 == pytest.approx(595 + 60, abs=3)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_lines_of_a_cell_stay_in_order_on_turned_pages(make_pdf: Make, prose: tuple[str, ...], turn: int) -> None:
    rules = [(50, y, 540, y) for y in (185, 217, 260, 302, 335)] + [
        (x, 185, x, 335) for x in (50, 90, 290, 370, 450, 540)
    ]
    texts = [*body(prose, 100), *set_rows(ROWS, XS, 206, gap=8), *body(prose, 400)]
    data = make_pdf([texts], [rules], rotate=turn)
    assert grid(read_bytes(data, "a.pdf")) == [meant(ROWS)]


def test_long_page_in_columns_that_is_no_table_is_tried_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[int] = []
    grow = columns._grow
    monkeypatch.setattr(columns, "_grow", lambda rows, at, seed=None: tried.append(at) or grow(rows, at, seed))
    segments = [
        Segment("từ ngữ", Rect(left, 12.0 * row, left + 100, 12.0 * row + 10), 10.0)
        for row in range(300)
        for left in (50.0, 250.0)
    ]
    page = PageContent(1, 600.0, 3600.0, list(segments), [], 0.0)
    columns.take_tables([page])
    assert (page.segments, page.tables) == (segments, [])
    assert len(tried) < 60


def test_heights_of_a_region_go_with_its_rows() -> None:
    region = columns._Region([(0.0, 10.0)])
    tall, low = (
        Row([Segment("a", Rect(0.0, 0.0, 10.0, height), 10.0)], Rect(0.0, 0.0, 10.0, height)) for height in (12.0, 8.0)
    )
    region.add(tall)
    region.add(low, 0)
    assert (region.rows, region.heights) == ([low, tall], [8.0, 12.0])
    region.drop_last()
    assert (region.rows, region.heights) == ([low], [8.0])
