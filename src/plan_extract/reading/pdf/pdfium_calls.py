"""Calls of pdfium that are made for each line or object of a page, with addresses as plain numbers.

The bindings check a typed pointer for every argument and let other threads in at every call; for calls
as short as these that takes longer than what is called.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_int, c_uint, c_void_p
from typing import Any

import pypdfium2.raw as pdfium


def _short(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    call: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))
    return call


def address_of(pointer: Any) -> int:
    """Where a function, page or object of pdfium stands; 0 for none."""
    return ctypes.cast(pointer, c_void_p).value or 0


class Corners:
    """Room for the four lengths that pdfium gives for a rectangle, and where each of them stands."""

    def __init__(self) -> None:
        self._room = (c_double * 4)()
        first = ctypes.addressof(self._room)
        self.places = tuple(first + number * ctypes.sizeof(c_double) for number in range(4))

    def read(self) -> list[float]:
        """What the last call has given, in its order."""
        return self._room[:]


count_chars = _short(pdfium.FPDFText_CountChars, c_int, c_void_p)
count_rects = _short(pdfium.FPDFText_CountRects, c_int, c_void_p, c_int, c_int)
get_rect = _short(pdfium.FPDFText_GetRect, c_int, c_void_p, c_int, *[c_void_p] * 4)
get_char_box = _short(pdfium.FPDFText_GetCharBox, c_int, c_void_p, c_int, *[c_void_p] * 4)
get_char_angle = _short(pdfium.FPDFText_GetCharAngle, ctypes.c_float, c_void_p, c_int)
get_font_size = _short(pdfium.FPDFText_GetFontSize, c_double, c_void_p, c_int)
get_unicode = _short(pdfium.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
count_objects = _short(pdfium.FPDFPage_CountObjects, c_int, c_void_p)
get_object = _short(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
get_type = _short(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
