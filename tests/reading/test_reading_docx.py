"""Word files: what Word shows is what is read."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading import read_bytes
from plan_extract.reading.word.numbering import render_number

Make = Callable[..., bytes]


def par(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    runs = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def item(text: str, num: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return par(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(number: int, shape: str, text: str, extra: str = "") -> str:
    """A level of a list's definition."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{extra}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def definition(number: int, *levels: str) -> str:
    inner = "".join(levels)
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{inner}</w:abstractNum>'


def instance(number: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def lines(document: SourceDocument) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def cells(document: SourceDocument, number: int = 0) -> list[list[str | None]]:
    """The texts of a table; a covered cell as "<" and its text."""
    table = [block.table for block in document.blocks if block.table][number]
    return [
        [None if cell is None else ("<" if cell.merged else "") + document.text[cell.start : cell.end] for cell in row]
        for row in table.rows
    ]


OUTLINE = definition(
    1,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "-"),
)
INDICATORS = definition(2, level(0, "decimal", "Chỉ tiêu %1:"))


def test_outline_of_five_levels_with_restarts(make_docx: Make) -> None:
    body = (
        item("Mục tiêu", 1) + item("Chung", 1, 1) + item("Cụ thể", 1, 1) + item("Y tế", 1, 2) + item("Tiêm chủng", 1, 3)
        + item("Dinh dưỡng", 1, 3) + item("Bữa ăn học đường", 1, 4) + item("Giáo dục", 1, 2) + item("Mầm non", 1, 3)
        + item("Nhiệm vụ", 1) + item("Tuyên truyền", 1, 1) + item("Trên đài", 1, 2)
    )  # fmt: skip
    read = read_bytes(make_docx(body, numbering=OUTLINE + instance(1, 1)), "a.docx")
    assert lines(read) == [
        "I. Mục tiêu", "1. Chung", "2. Cụ thể", "2.1. Y tế", "a) Tiêm chủng", "b) Dinh dưỡng", "- Bữa ăn học đường",
        "2.2. Giáo dục", "a) Mầm non", "II. Nhiệm vụ", "1. Tuyên truyền", "1.1. Trên đài",
    ]  # fmt: skip


def test_label_with_words_goes_on_over_other_paragraphs(make_docx: Make) -> None:
    body = item("Giảm nghèo", 1) + par("Giải thích.") + item("Việc làm", 1)
    read = read_bytes(make_docx(body, numbering=INDICATORS + instance(1, 2)), "a.docx")
    assert lines(read) == ["Chỉ tiêu 1: Giảm nghèo", "Giải thích.", "Chỉ tiêu 2: Việc làm"]


def test_lists_of_one_definition_count_on_unless_they_start_anew(make_docx: Make) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = definition(1, level(0, "decimal", "%1.")) + instance(1, 1) + instance(2, 1) + instance(3, 1, override)
    body = item("a", 1) + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 1)
    assert lines(read_bytes(make_docx(body, numbering=numbering), "a.docx")) == [
        "1. a", "2. b", "5. c", "6. d", "7. e",
    ]  # fmt: skip


def test_level_replaced_by_an_override(make_docx: Make) -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1/")}</w:lvlOverride>'
    numbering = definition(1, level(0, "decimal", "%1.")) + instance(1, 1, override)
    assert lines(read_bytes(make_docx(item("x", 1) + item("y", 1), numbering=numbering), "a.docx")) == [
        "A/ x",
        "B/ y",
    ]


def test_level_that_never_restarts_and_legal_style(make_docx: Make) -> None:
    numbering = definition(
        1,
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "(%3)", '<w:lvlRestart w:val="0"/>'),
    ) + instance(1, 1)
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 2) + item("d", 1) + item("e", 1, 1) + item("f", 1, 2)
    assert lines(read_bytes(make_docx(body, numbering=numbering), "a.docx")) == [
        "I. a", "1.1 b", "(1) c", "II. d", "2.1 e", "(2) f",
    ]  # fmt: skip


def test_numbering_from_linked_styles_and_switched_off(make_docx: Make) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = definition(
        1,
        level(0, "upperRoman", "%1.", '<w:pStyle w:val="Muc"/>'),
        level(1, "decimal", "%2.", '<w:pStyle w:val="MucCon"/>'),
    ) + instance(1, 1)
    off = '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        par("A", '<w:pStyle w:val="Muc"/>') + par("B", '<w:pStyle w:val="MucCon"/>') + par("C", off)
        + par("D", '<w:pStyle w:val="Muc"/>')
    )  # fmt: skip
    read = read_bytes(make_docx(body, numbering=numbering, styles=styles), "a.docx")
    assert lines(read) == ["I. A", "1. B", "C", "II. D"]


def test_list_that_takes_its_levels_from_a_numbering_style(make_docx: Make) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="DanhSach"/>{level(0, "decimal", "%1.")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="DanhSach"/></w:abstractNum>' + instance(7, 2)
    )
    assert lines(read_bytes(make_docx(item("x", 7), numbering=numbering), "a.docx")) == ["1. x"]


@pytest.mark.parametrize(
    ("sign", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0a7", "Wingdings", "▪"),
        ("o", "Courier New", "○"),
        ("-", "Times", "-"),
        ("+", "", "+"),
    ],
)
def test_bullets_of_symbol_fonts(make_docx: Make, sign: str, font: str, shown: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    numbering = definition(1, level(0, "bullet", sign).replace("</w:lvl>", fonts + "</w:lvl>")) + instance(1, 1)
    assert lines(read_bytes(make_docx(item("việc", 1), numbering=numbering), "a.docx")) == [f"{shown} việc"]


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (27, "lowerLetter", "aa"),
        (3, "decimalZero", "03"),
        (12, "decimal", "12"),
    ],
)
def test_numbers_in_their_shapes(value: int, shape: str, shown: str) -> None:
    assert render_number(value, shape) == shown


def test_insertions_kept_deletions_dropped(make_docx: Make) -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Tỷ lệ đạt </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>80%</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>85%</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>xxx</w:t></w:r></w:moveFrom></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="4" w:author="a"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Câu bị </w:t></w:r></w:p>'
        "<w:p><w:r><w:t>nối lại.</w:t></w:r></w:p>"
    )
    assert lines(read_bytes(make_docx(body), "a.docx")) == ["Tỷ lệ đạt 85%", "Câu bị nối lại."]


def test_footnote_follows_its_paragraph_and_never_joins_the_figure(make_docx: Make) -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        "<w:r><w:t>Theo báo cáo năm 2020.</w:t></w:r></w:p></w:footnote>"
    )
    body = (
        "<w:p><w:r><w:t>Tỷ lệ đạt 24%</w:t></w:r>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:t xml:space="preserve"> vào năm 2025.</w:t></w:r></w:p><w:p><w:r><w:t>Tiếp theo.</w:t></w:r></w:p>'
    )
    read = read_bytes(make_docx(body, footnotes=notes), "a.docx")
    assert lines(read) == ["Tỷ lệ đạt 24% vào năm 2025.", "[1] Theo báo cáo năm 2020.", "Tiếp theo."]
    assert [block.kind for block in read.blocks] == ["paragraph", "note", "paragraph"]


@pytest.mark.parametrize(
    ("before", "raised", "after", "shown"),
    [
        ("đạt 24%", "1", " năm 2025", "đạt 24% năm 2025"),
        ("nhà 30 m", "2", " trở lên", "nhà 30 m² trở lên"),
        ("đạt 95", "(3)", "", "đạt 95"),
        ("ngày 20", "th", "", "ngày 20th"),
    ],
)
def test_raised_signs(make_docx: Make, before: str, raised: str, after: str, shown: str) -> None:
    up = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    body = (
        f"<w:p><w:r><w:t>{before}</w:t></w:r><w:r>{up}<w:t>{raised}</w:t></w:r>"
        f'<w:r><w:t xml:space="preserve">{after}</w:t></w:r></w:p>'
    )
    assert lines(read_bytes(make_docx(body), "a.docx")) == [shown]


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*inner: str) -> str:
    return f"<w:tr>{''.join(inner)}</w:tr>"


def test_merged_cells_come_once(make_docx: Make) -> None:
    open_merge, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = "<w:tbl>" + (
        row(cell(par("TT"), open_merge), cell(par("Năm"), '<w:gridSpan w:val="2"/>'), cell(par("Chủ trì"), open_merge))
        + row(cell(par(), go_on), cell(par("2024")), cell(par("2025")), cell(par(), go_on))
        + row(cell(par("1")), cell(par("10%")), cell(par("12%")), cell(par("Sở Y tế")))
    ) + "</w:tbl>"  # fmt: skip
    read = read_bytes(make_docx(body), "a.docx")
    assert cells(read) == [
        ["TT", "Năm", "<Năm", "Chủ trì"],
        ["<TT", "2024", "2025", "<Chủ trì"],
        ["1", "10%", "12%", "Sở Y tế"],
    ]
    assert read.text.count("Chủ trì") == 1


def test_nested_table_stands_behind_the_outer_one(make_docx: Make) -> None:
    inner = f"<w:tbl>{row(cell(par('a')), cell(par('b')))}</w:tbl>"
    body = f"<w:tbl>{row(cell(par('ngoài') + inner + par()), cell(par('bên')))}</w:tbl>"
    read = read_bytes(make_docx(body), "a.docx")
    assert cells(read, 0) == [["ngoài", "bên"]] and cells(read, 1) == [["a", "b"]]


def test_frame_of_one_column_is_running_text(make_docx: Make) -> None:
    body = f"<w:tbl>{row(cell(par('Một') + par('Hai')))}</w:tbl>"
    read = read_bytes(make_docx(body), "a.docx")
    assert [block.kind for block in read.blocks] == ["paragraph", "paragraph"]


def test_letterhead_table_and_list_in_a_cell(make_docx: Make) -> None:
    head = row(cell(par("ỦY BAN NHÂN DÂN") + par("HUYỆN LẠC SƠN")), cell(par("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")))
    body = f"<w:tbl>{head}</w:tbl><w:tbl>{row(cell(item('', 1)), cell(par('x')))}{row(cell(item('việc', 1)), cell(par('y')))}</w:tbl>"
    numbering = definition(1, level(0, "decimal", "%1.")) + instance(1, 1)
    read = read_bytes(make_docx(body, numbering=numbering), "a.docx")
    assert cells(read, 0) == [["ỦY BAN NHÂN DÂN\nHUYỆN LẠC SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]
    assert cells(read, 1) == [["1.", "x"], ["2. việc", "y"]]


def test_text_boxes_once_from_both_of_their_forms(make_docx: Make) -> None:
    box = f"<w:txbxContent>{par('Trong khung')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Ngoài khung</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(read_bytes(make_docx(body), "a.docx")) == ["Ngoài khung", "Trong khung"]


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [
        (".VnTime", "ñy ban nh©n d©n", "ủy ban nhân dân"),
        (".VnTimeH", "kÕ ho¹ch", "KẾ HOẠCH"),
        ("VNI-Times", "UÛy ban nhaân daân", "Ủy ban nhân dân"),
    ],
)
def test_old_fonts_run_by_run(make_docx: Make, font: str, text: str, shown: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    read = read_bytes(make_docx(par(text, run=fonts) + par("Đã là Unicode: ỷ")), "a.docx")
    assert lines(read) == [shown, "Đã là Unicode: ỷ"]


def test_old_letters_whose_font_is_lost(make_docx: Make) -> None:
    text = "C¨n cø kÕ ho¹ch cña ñy ban nh©n d©n tØnh vÒ viÖc ph¸t triÓn kinh tÕ, v¨n hãa, x· héi."
    read = read_bytes(make_docx(par(text)), "a.docx")
    assert lines(read) == ["Căn cứ kế hoạch của ủy ban nhân dân tỉnh về việc phát triển kinh tế, văn hóa, xã hội."]
    assert any("TCVN3" in message for message in read.messages)


def test_what_word_does_not_show_is_not_read(make_docx: Make) -> None:
    body = (
        par("Ẩn", run="<w:vanish/>")
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Phụ lục 1</w:t></w:r></w:p>'
        + par("kế hoạch", run="<w:caps/>")
    )
    assert lines(read_bytes(make_docx(body), "a.docx")) == ["Phụ lục 1", "KẾ HOẠCH"]


def test_line_breaks_part_items_but_not_a_sentence(make_docx: Make) -> None:
    body = "<w:p><w:r><w:t>Các việc:</w:t><w:br/><w:t>- một</w:t><w:br/><w:t>- hai còn</w:t><w:br/><w:t>dài thêm</w:t></w:r></w:p>"
    assert lines(read_bytes(make_docx(body), "a.docx")) == ["Các việc:", "- một", "- hai còn\ndài thêm"]


def test_pages_as_word_last_saw_them(make_docx: Make) -> None:
    body = par("Một") + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Hai</w:t></w:r></w:p>" + par("Hai nữa")
    read = read_bytes(make_docx(body), "a.docx")
    assert [block.page for block in read.blocks] == [1, 2, 2] and read.pages == 2
    assert read_bytes(make_docx(par("x")), "a.docx").pages is None


def test_offsets_hold_the_words_of_cells_and_blocks(make_docx: Make) -> None:
    body = par("Trước") + f"<w:tbl>{row(cell(par('a')), cell(par()), cell(par('c')))}</w:tbl>" + par("Sau")
    read = read_bytes(make_docx(body), "a.docx")
    assert read.text == "Trước\na |  | c\nSau"
    assert cells(read) == [["a", "", "c"]]


def test_strict_form_of_the_format(make_docx: Make) -> None:
    import io
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(make_docx(par("Nội dung"))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            strict = source.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            archive.writestr(name, strict)
    assert lines(read_bytes(stream.getvalue(), "a.docx")) == ["Nội dung"]


def test_document_of_pictures_only(make_docx: Make) -> None:
    with pytest.raises(ReadError, match="holds no text") as caught:
        read_bytes(make_docx(par()), "a.docx")
    assert caught.value.cause == "no-text"


def test_numbering_is_what_libreoffice_shows(make_docx: Make, soffice: str, tmp_path: Path) -> None:
    body = (
        item("Mục tiêu", 1) + item("Chung", 1, 1) + item("Cụ thể", 1, 1) + item("Y tế", 1, 2) + item("Tiêm", 1, 3)
        + item("Giảm nghèo", 2) + item("Nhiệm vụ", 1) + item("Việc làm", 2) + item("Một", 1, 1) + item("Sâu", 1, 3)
    )  # fmt: skip
    numbering = OUTLINE + INDICATORS + instance(1, 1) + instance(2, 2)
    path = tmp_path / "a.docx"
    path.write_bytes(make_docx(body, numbering=numbering))
    subprocess.run(
        [soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    shown = (tmp_path / "a.txt").read_text(encoding="utf-8-sig").split("\n")
    assert lines(read_bytes(path.read_bytes(), "a.docx")) == [" ".join(line.split()) for line in shown if line.strip()]
