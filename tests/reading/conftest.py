"""Files of every format for the tests of reading, made on the spot."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>{overrides}</Types>'
)
_KINDS = ("styles", "numbering", "footnotes")
FONTS = (
    Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
)


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """A Word file from the XML of its body and, where given, of its other parts."""

    def make(body: str, **parts: str) -> bytes:
        relations = "".join(
            f'<Relationship Id="r{number}" Type="{_R}/{kind}" Target="{kind}.xml"/>'
            for number, kind in enumerate(parts)
            if kind in _KINDS
        )
        overrides = "".join(
            f'<Override PartName="/word/{kind}.xml" ContentType="application/vnd.openxmlformats-'
            f'officedocument.wordprocessingml.{kind}+xml"/>'
            for kind in parts
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", _TYPES.format(overrides=overrides))
            archive.writestr(
                "_rels/.rels",
                '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                f'relationships"><Relationship Id="r1" Type="{_R}/officeDocument" '
                'Target="word/document.xml"/></Relationships>',
            )
            archive.writestr(
                "word/_rels/document.xml.rels",
                '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                f'relationships">{relations}'
                f'<Relationship Id="out" Type="{_R}/image" Target="http://127.0.0.1:9/x.png" '
                'TargetMode="External"/></Relationships>',
            )
            archive.writestr(
                "word/document.xml",
                f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W_NS}" '
                'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
                'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
                f'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>',
            )
            for kind, content in parts.items():
                archive.writestr(
                    f"word/{kind}.xml",
                    f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} xmlns:w="{W_NS}">{content}</w:{kind}>',
                )
        return stream.getvalue()

    return make


@pytest.fixture(scope="session")
def vietnamese_font() -> str:
    """The path of a font with Vietnamese letters; skips where none is installed."""
    for path in FONTS:
        if path.exists():
            return str(path)
    pytest.skip("no font with Vietnamese letters here (apt-get install fonts-liberation2)")


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice; skips where it is missing."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-writer-nogui)")
    return found


@pytest.fixture(scope="session")
def tesseract() -> str:
    """Tesseract with Vietnamese; skips where it is missing."""
    from plan_extract.model.errors import ReadError
    from plan_extract.reading.ocr.tesseract import require_tesseract

    try:
        return require_tesseract("test")
    except ReadError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def make_pdf(vietnamese_font: str) -> Callable[..., bytes]:
    """A PDF from pages of (x, y from the top, size, text) and lines (x0, y0, x1, y1) in points."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Viet", vietnamese_font))

    def make(
        pages: Sequence[Sequence[tuple[float, float, float, str]]],
        rules: Sequence[Sequence[tuple[float, float, float, float]]] = (),
        *,
        rotate: int = 0,
        password: str | None = None,
    ) -> bytes:
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=(595, 842), encrypt=password)
        for number, texts in enumerate(pages):
            for x, y, size, text in texts:
                canvas.setFont("Viet", size)
                canvas.drawString(x, 842 - y, text)
            for x0, y0, x1, y1 in rules[number] if number < len(rules) else ():
                canvas.line(x0, 842 - y0, x1, 842 - y1)
            if rotate:
                canvas.setPageRotation(rotate)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return make


PROSE = (
    "Thực hiện chương trình phát triển kinh tế - xã hội của tỉnh, Ủy ban nhân dân huyện ban hành kế hoạch",
    "chăm sóc và bảo vệ trẻ em với các nội dung sau đây: nâng cao nhận thức của các cấp, các ngành, gia đình",
    "và toàn xã hội về công tác trẻ em; bảo đảm mọi trẻ em được sống trong môi trường an toàn, lành mạnh.",
)


@pytest.fixture(scope="session")
def prose() -> tuple[str, ...]:
    """A few lines of Vietnamese."""
    return PROSE
