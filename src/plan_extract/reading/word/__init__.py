"""Word files (.docx): paragraphs, tables and notes as Word shows them."""

from plan_extract.reading.word.document import read_docx

__all__ = ["read_docx"]
