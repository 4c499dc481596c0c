"""Two pages printed side by side on one sheet, taken apart."""

from __future__ import annotations

from dataclasses import replace

from plan_extract.reading.pdf.page import PageContent

_WIDE = 1.15
_MIN_PIECES = 8
_SLACK = 4.0


def split_sheets(contents: list[PageContent]) -> list[PageContent]:
    """The pages, sheets that hold two as two contents of the same number (places stay those on the sheet).

    A sheet lies on its side, no line or table reaches over its middle, and both halves of at least one
    sheet of the file hold running text.
    """
    sheets = [content for content in contents if content.width > _WIDE * content.height and _is_parted(content)]
    if not any(_is_full(content) for content in sheets):
        return contents
    parted = {id(content) for content in sheets}
    found: list[PageContent] = []
    for content in contents:
        found.extend(_halves(content) if id(content) in parted else [content])
    return found


def _is_parted(content: PageContent) -> bool:
    middle = content.width / 2
    boxes = [*(segment.box for segment in content.segments), *(table.box for table in content.tables)]
    return not any(box.x0 < middle - _SLACK and box.x1 > middle + _SLACK for box in boxes)


def _is_full(content: PageContent) -> bool:
    middle = content.width / 2
    for is_right in (False, True):
        long = [
            segment
            for segment in content.segments
            if (segment.box.x0 >= middle - _SLACK) == is_right and segment.box.width > 0.25 * content.width
        ]
        if len(long) < _MIN_PIECES:
            return False
    return True


def _halves(content: PageContent) -> list[PageContent]:
    middle = content.width / 2 - _SLACK
    return [
        replace(
            content,
            segments=[segment for segment in content.segments if (segment.box.x0 >= middle) == is_right],
            tables=[table for table in content.tables if (table.box.x0 >= middle) == is_right],
            shift=content.width / 2 if is_right else 0.0,
        )
        for is_right in (False, True)
    ]
