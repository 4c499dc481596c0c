"""Word files (.docx), and those saved as one XML file."""

from plan_extract.reading.word.document import read_docx
from plan_extract.reading.word.flat import read_flat_word

__all__ = ["read_docx", "read_flat_word"]
