"""What a file is, told from its content: its first bytes, what its container holds, its text."""

from __future__ import annotations

import io
import re
import zipfile

from plan_extract.model.errors import ReadError

OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OTHERS = (
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"ID3", "sound file"),
    (b"OggS", "sound file"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|p|meta)\b", re.IGNORECASE)
_MHTML = re.compile(rb"^(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version|content-type):", re.IGNORECASE)
_EMAIL = re.compile(
    rb"^(?:received|return-path|from|to|subject|delivered-to|message-id|date|mime-version|x-[a-z-]+):",
    re.IGNORECASE,
)
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13, 27))
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")


def find_format(data: bytes, name: str) -> str:
    """The key of the reader: `docx`, `flat-word`, `pdf`, `html`, `mhtml`, `email`, `zip`, `office`, `picture`,
    `text`.

    Raises ReadError where the content is none that a plan can be read from.
    """
    head = data[:4096]
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReadError(f"{name}: the file is empty", cause="empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _find_zip_format(data, name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(OLE_HEADER):
        return _find_ole_format(data, name)
    if head.lstrip().startswith(b"{\\rtf"):
        return "office"
    for magic in _PICTURES:
        if head.startswith(magic) and (magic != b"BM" or b"\0" in head[:32]):
            return "picture"
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise _not_supported(name, f"is a {what}")
    return _find_text_format(data, name)


def _find_text_format(data: bytes, name: str) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<") and b"/office/2006/xmlPackage" in head:
        return "flat-word"
    if head.startswith(b"<?xml") and b"wordDocument" in data[:2000]:
        return "office"
    if _MHTML.match(head) and b"\n" in head:
        if re.search(rb"multipart/related|snapshot-content-location|saved by", head, re.IGNORECASE):
            return "mhtml"
        if _EMAIL.match(head):
            return "email"
    if _is_html(head):
        return "html"
    if _is_binary(data):
        raise _not_supported(name, "holds no text that can be read (binary data)")
    return "text"


def _is_html(head: bytes) -> bool:
    plain = head.replace(b"\0", b"") if b"\0" in head[:64] else head
    plain = plain.lstrip(b"\xff\xfe")
    if not plain.startswith(b"<"):
        return False
    return bool(_HTML.search(plain[:2000]))


def _is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding that is read."""
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if b"\0" in head:
        half = max(len(head) // 2, 1)
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return not (max(even, odd) > 0.4 * half and min(even, odd) < 0.05 * half)
    return len(head) - len(head.translate(None, _CONTROLS)) > 0.02 * len(head)


def _find_zip_format(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return find_zip_format(archive, name)
    except (zipfile.BadZipFile, ValueError, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        what = "Word file" if b"word/" in data[:4096] or b"[Content_Types]" in data[:4096] else "zip file"
        raise ReadError(
            f"{name}: the {what} is damaged or cut off; get it again from where it came", cause="damaged"
        ) from error


def find_zip_format(archive: zipfile.ZipFile, name: str) -> str:
    """`docx`, `office` (OpenDocument) or `zip`. Raises ReadError for workbooks and the like."""
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            kind = stream.read(60)
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return "office"
    if "word/document.xml" in names:  # packed by hand, its list of parts may be missing
        return "docx"
    if "[Content_Types].xml" in names:
        if any(entry.startswith("word/") for entry in names):
            return "docx"
        if any(entry.startswith("xl/") for entry in names):
            raise _not_supported(name, "is an Excel workbook; save the sheet with the plan as PDF")
        if any(entry.startswith("ppt/") for entry in names):
            raise _not_supported(name, "is a PowerPoint file; save it as PDF")
        return "docx"
    if "mimetype" in names and any(entry == "content.xml" for entry in names):
        raise _not_supported(name, "is an OpenDocument file that holds no text document; save it as PDF")
    return "zip"


def _find_ole_format(data: bytes, name: str) -> str:
    if _ENCRYPTED_PACKAGE in data:
        raise ReadError(
            f"{name}: the Word file is protected by a password; open it in Word, remove the password "
            "(File, Info, Protect Document) and save it again",
            cause="encrypted",
        )
    if _WORD_STREAM in data:
        return "office"
    raise _not_supported(name, "is an old Office file that holds no Word document, or is cut off")


def _not_supported(name: str, what: str) -> ReadError:
    return ReadError(
        f"{name}: the file {what}; plans are read from .docx, .pdf, .doc, .odt, .rtf, .html, .mhtml, "
        ".txt and .md files, scans and .zip archives of these",
        cause="not-supported",
    )
