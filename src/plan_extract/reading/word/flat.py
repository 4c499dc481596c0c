"""Word files saved as one XML file (Flat OPC, "Word XML Document"): packed as usual, then read as usual.

Each part of the package is an element `pkg:part` that holds the part's XML as it is, or its bytes in base64
(ISO/IEC 29500; Word's own format for "Word XML Document").
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading.options import ReadOptions
from plan_extract.reading.word.document import read_docx
from plan_extract.reading.word.package import parse_part

PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_PKG = f"{{{PACKAGE}}}"


def read_flat_word(data: bytes, name: str, options: ReadOptions | None = None) -> SourceDocument:
    """The body of a Word file that is one XML file. Raises ReadError as for other Word files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in parse_part(data, name, name).iter(_PKG + "part"):
            content = part.find(_PKG + "xmlData")
            path = part.get(_PKG + "name", "").lstrip("/")
            if content is not None and len(content) and path:
                archive.writestr(path, etree.tostring(content[0], encoding="UTF-8", with_tail=False))
        if not archive.namelist():
            raise ReadError(
                f"{name}: the Word XML file holds no parts; open it in Word and save it as .docx", cause="damaged"
            )
    return read_docx(stream.getvalue(), name, options)
