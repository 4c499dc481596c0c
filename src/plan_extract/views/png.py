"""A drawing as PNG, by resvg, an optional package that draws without a browser or a network."""

from __future__ import annotations

from plan_extract.model.errors import PlanExtractError

_ZOOM = 2


def render_png(drawing: str) -> bytes:
    """The SVG `drawing` as PNG at twice its size, for print; letters in the fonts of the machine.

    Raises `PlanExtractError` where resvg is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        message = 'PNG needs a further package: pip install "plan-extract[png]"; or take --format svg'
        raise PlanExtractError(message) from error
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=_ZOOM))
