"""Web pages: the plan without the page around it."""

from __future__ import annotations

import quopri

import pytest

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading import read_bytes

PROSE = "Phấn đấu đến năm 2025 tỷ lệ trẻ em được tiêm chủng đầy đủ các loại vắc xin đạt trên 95%."


def lines(document: SourceDocument) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def cells(document: SourceDocument) -> list[list[str | None]]:
    table = next(block.table for block in document.blocks if block.table)
    return [
        [None if cell is None else ("<" if cell.merged else "") + document.text[cell.start : cell.end] for cell in row]
        for row in table.rows
    ]


def read(body: str, head: str = "") -> SourceDocument:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


PORTAL = f"""
<div class="header"><a href="/">Trang chủ</a></div>
<ul class="menu"><li><a>Giới thiệu</a></li><li><a>Văn bản</a></li><li><a>Tin tức</a></li><li><a>Liên hệ</a></li></ul>
<div id="main"><div class="article">
 <h1 style="display:none">Ẩn</h1>
 <p>{PROSE}</p><p>Căn cứ <a href="x">Luật Trẻ em số 102/2016/QH13</a>;</p><p>{PROSE}</p>
</div>
<div class="related"><ul><li><a>Kế hoạch một</a></li><li><a>Kế hoạch hai</a></li></ul></div></div>
<div class="sidebar">Xem nhiều nhất trong tuần qua</div><footer>Bản quyền của cổng thông tin</footer>
<script>var a = "Kế hoạch";</script>
"""


def test_page_around_the_plan_is_left_out() -> None:
    assert lines(read(PORTAL)) == [PROSE, "Căn cứ Luật Trẻ em số 102/2016/QH13;", PROSE]


def test_plan_inside_a_layout_table() -> None:
    page = (
        f"<table><tr><td width=20%><a>Mục lục</a></td><td><p>{PROSE}</p>"
        + f"<p>{PROSE}</p>" * 40
        + "</td></tr></table>"
    )
    assert lines(read(page)) == [PROSE] * 41


def test_letterhead_table_with_breaks() -> None:
    page = (
        "<table><tr><td><b>ỦY BAN NHÂN DÂN<br/>HUYỆN LẠC SƠN</b></td><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>"
        f"<p>Độc lập - Tự do - Hạnh phúc</p></td></tr></table><p>{PROSE}</p>"
    )
    assert cells(read(page)) == [
        [
            "ỦY BAN NHÂN DÂN\nHUYỆN LẠC SƠN",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ]
    ]


def test_merged_cells() -> None:
    page = (
        "<table><thead><tr><th rowspan=2>TT</th><th colspan=2>Năm</th></tr><tr><th>2024</th><th>2025</th></tr></thead>"
        f"<tbody><tr><td>1</td><td>10%</td><td>12%</td></tr></tbody></table><p>{PROSE}</p>"
    )
    assert cells(read(page)) == [["TT", "Năm", "<Năm"], ["<TT", "2024", "2025"], ["1", "10%", "12%"]]


def test_nested_table_stands_behind_the_outer_one() -> None:
    page = (
        f"<table><tr><td>ngoài<table><tr><td>a</td><td>b</td></tr></table></td><td>bên</td></tr></table><p>{PROSE}</p>"
    )
    found = read(page)
    assert lines(found)[:2] == ["ngoài | bên", "a | b"]


def test_lists_with_their_labels() -> None:
    page = (
        f"<p>{PROSE}</p><ol><li>Một</li><li>Hai<ul><li>Nhỏ</li></ul></li></ol>"
        "<ol type=a start=4><li>Bốn</li></ol><ul style='list-style-type: none'><li>Trần</li></ul>"
    )
    assert lines(read(page))[1:] == ["1. Một", "2. Hai", "- Nhỏ", "d) Bốn", "Trần"]


@pytest.mark.parametrize(
    ("raised", "shown"),
    [
        ("đạt 24%<sup>1</sup> năm 2025", "đạt 24% năm 2025"),
        ("đạt 24%<sup><a href='#f'>[2]</a></sup>", "đạt 24%"),
        ("nhà 30 m<sup>2</sup> trở lên", "nhà 30 m² trở lên"),
    ],
)
def test_raised_signs(raised: str, shown: str) -> None:
    assert lines(read(f"<p>{PROSE}</p><p>{raised}</p>"))[1] == shown


def test_blanks_and_breaks_of_the_source_are_no_breaks_of_the_text() -> None:
    assert lines(read("<p>Một \n   đoạn&nbsp;văn</p><p>dòng một<br>dòng hai</p>")) == [
        "Một đoạn\u00a0văn",
        "dòng một\ndòng hai",
    ]


@pytest.mark.parametrize("name", ["ftn1", "sdfootnote1"])
def test_notes_of_a_page_saved_by_a_word_processor(name: str) -> None:
    page = f"<p>{PROSE}</p><div><div id='{name}'><p>[1] Theo báo cáo năm 2020.</p></div></div>"
    found = read(page)
    assert [block.kind for block in found.blocks] == ["paragraph", "note"]


def test_tab_between_recipients_and_signature_stays() -> None:
    page = f"<p>{PROSE}</p><p>\n\tNơi nhận:\tTM. ỦY BAN NHÂN DÂN</p><p>- Lưu:\n\tVT.</p>"
    assert read(page).text.split("\n", 1)[1] == "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Lưu: VT."


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_charset_by_content(charset: str) -> None:
    page = f"<html><head><meta charset='iso-8859-1'></head><body><p>{PROSE}</p></body></html>"
    assert read_bytes(page.encode(charset), "a.html").text == PROSE


def test_old_font_on_a_page() -> None:
    old = "C¨n cø kÕ ho¹ch cña ñy ban nh©n d©n tØnh vÒ viÖc ph¸t triÓn kinh tÕ, v¨n hãa, x· héi"
    page = f"<html><body><p style='font-family:.VnTime'>{old}</p></body></html>"
    new = "Căn cứ kế hoạch của ủy ban nhân dân tỉnh về việc phát triển kinh tế, văn hóa, xã hội"
    assert read_bytes(page.encode("utf-8"), "a.html").text == new
    assert read_bytes(page.encode("latin-1"), "a.html").text == new


def test_web_archive_of_a_browser() -> None:
    page = f"<html><body>{PORTAL}</body></html>".encode()
    archive = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.org/van-ban\r\nSubject: Ke hoach\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n'
        b"----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + quopri.encodestring(page)
        + b"\r\n----B\r\nContent-Type: text/css\r\n\r\np {color: red}\r\n----B--\r\n"
    )
    found = read_bytes(archive, "a.mhtml")
    assert lines(found) == [PROSE, "Căn cứ Luật Trẻ em số 102/2016/QH13;", PROSE]
    assert found.reader.startswith("mhtml")


def test_page_without_text() -> None:
    with pytest.raises(ReadError) as caught:
        read("<div id=app></div><script>load()</script>")
    assert caught.value.cause == "no-text"
