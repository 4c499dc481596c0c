"""PDF files: printed lines in reading order, ruled tables as grids, notes; scans by OCR."""

from plan_extract.reading.pdf.document import read_pdf

__all__ = ["read_pdf"]
