"""A file of any format that plans come in, to one source document.

`read_file` and `read_bytes` choose the reader by content; `iter_documents` opens folders,
archives and mails.
"""

from plan_extract.reading.archive import FoundDocument, iter_documents, read_found
from plan_extract.reading.files import read_bytes, read_file
from plan_extract.reading.options import ReadOptions

__all__ = ["FoundDocument", "ReadOptions", "iter_documents", "read_bytes", "read_file", "read_found"]
