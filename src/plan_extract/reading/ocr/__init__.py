"""Scans and pictures read by tesseract, with Vietnamese."""

from plan_extract.reading.ocr.document import ocr_pages, read_picture

__all__ = ["ocr_pages", "read_picture"]
