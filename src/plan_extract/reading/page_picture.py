"""A picture of one page of a file, to show a fact where it stands (its box is in PDF points)."""

from __future__ import annotations

import io

from PIL import Image, ImageSequence, UnidentifiedImageError

from plan_extract.model.errors import ReadError
from plan_extract.reading.pdf.document import open_pdf

_MOST_PIXELS = 20_000_000


def render_page(data: bytes, name: str, number: int, *, dpi: float = 100.0) -> bytes:
    """Page `number` (from 1) of a PDF, a scan or a picture file as PNG; `dpi` is for PDF pages.

    A box of the page scales with the picture: x in pixels is x in points / width of the page x width
    of the picture. Raises ReadError where the file has no such page or cannot be opened.
    """
    picture = _pdf_page(data, name, number, dpi) if data[:1024].find(b"%PDF-") >= 0 else _frame(data, name, number)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _pdf_page(data: bytes, name: str, number: int, dpi: float) -> Image.Image:
    document = open_pdf(data, name)
    try:
        if not 1 <= number <= len(document):
            raise _no_page(name, number)
        page = document[number - 1]
        try:
            width, height = page.get_size()
            scale = min(dpi / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            picture: Image.Image = page.render(scale=scale).to_pil()
        finally:
            page.close()
    finally:
        document.close()
    return picture


def _frame(data: bytes, name: str, number: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            for at, frame in enumerate(ImageSequence.Iterator(picture), 1):
                if at == number and frame.width * frame.height <= 6 * _MOST_PIXELS:
                    return _smaller(frame.convert("RGB"))
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ReadError(f"{name}: no picture can be made of its pages", cause="not-supported") from error
    raise _no_page(name, number)


def _smaller(frame: Image.Image) -> Image.Image:
    frame.thumbnail((2_000, 2_000))
    return frame


def _no_page(name: str, number: int) -> ReadError:
    return ReadError(f"{name}: there is no page {number}", cause="not-supported")
