"""A drawing as PNG, by resvg, an optional package that draws without a browser or a network."""

from __future__ import annotations

import io

from PIL import Image

from plan_extract.model.errors import PlanExtractError

_ZOOM = 2
_COLOURS = 64
"""Charts have a handful, and the shades at the edges of letters; so few halve the size of the file."""


def render_png(drawing: str) -> bytes:
    """The SVG `drawing` as PNG at twice its size, for print; letters in the fonts of the machine.

    Raises `PlanExtractError` where resvg is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        message = 'PNG needs a further package: pip install "plan-extract[png]"; or take --format svg'
        raise PlanExtractError(message) from error
    drawn = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=_ZOOM))))
    stream = io.BytesIO()
    drawn.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()
