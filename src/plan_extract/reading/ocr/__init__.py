"""Scans and pictures read by tesseract, with Vietnamese."""

from plan_extract.reading.ocr.document import ocr_pages, read_picture
from plan_extract.reading.ocr.spelling import mend_spelling

__all__ = ["mend_spelling", "ocr_pages", "read_picture"]
