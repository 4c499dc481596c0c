"""The parts of a Word file: unpacked within limits, parsed without entities or outside references."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from plan_extract.model.errors import ReadError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_OFFICE_DOCUMENT = "/officeDocument"
_MAX_RATIO = 200


def _damaged(name: str, detail: str) -> ReadError:
    return ReadError(
        f"{name}: the Word file is damaged ({detail}); open it in Word or LibreOffice, save it again and try once more",
        cause="damaged",
    )


def parse_part(data: bytes, name: str, part: str) -> etree._Element:
    """The root of a part of the Word file `name`. Raises ReadError for broken XML and for entities."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data[:5000]:
        raise ReadError(
            f"{name}: the Word file declares XML entities, which no Word program writes; not read",
            cause="damaged",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(name, f"{part}: {error.msg}") from error


class WordPackage:
    """A Word file opened for reading. Raises ReadError for damaged and hostile files."""

    def __init__(self, data: bytes, name: str, max_unpacked: int) -> None:
        self.name = name
        self._max = max_unpacked
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = set(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
            raise self._damaged("its zip container is broken") from error
        self._main = self._find_main()
        folder, file = posixpath.split(self._main)
        self._relations = self._read_relations(posixpath.join(folder, "_rels", file + ".rels"))
        self._folder = folder

    def _damaged(self, detail: str) -> ReadError:
        return _damaged(self.name, detail)

    def main(self) -> etree._Element:
        """The root of the main document part."""
        root = self.part(self._main)
        if root is None:
            raise self._damaged("the document part is missing")
        return root

    def related(self, kind: str) -> etree._Element | None:
        """The root of a part by the last word of its relation's type ("numbering"), or None."""
        target = self._relations.get(kind)
        return self.part(posixpath.normpath(posixpath.join(self._folder, target))) if target else None

    def part(self, path: str) -> etree._Element | None:
        """The root of the part at `path`, or None where there is none."""
        path = path.lstrip("/")
        if path not in self._names:
            return None
        return parse_part(self._unpack(path), self.name, posixpath.basename(path))

    def _unpack(self, path: str) -> bytes:
        entry = self._zip.getinfo(path)
        too_large = ReadError(
            f"{self.name}: {path} would unpack to more than {self._max:,} bytes; the file is not read",
            cause="too-large",
        )
        packed = max(entry.compress_size, 1)
        if entry.file_size > self._max or (entry.file_size > 20_000_000 and entry.file_size > _MAX_RATIO * packed):
            raise too_large
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except RuntimeError as error:
            raise ReadError(f"{self.name}: the file is protected by a password", cause="encrypted") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise self._damaged(f"{posixpath.basename(path)} cannot be unpacked") from error
        if len(data) > self._max:
            raise too_large
        return data

    def _find_main(self) -> str:
        root = self.part("_rels/.rels")
        if root is not None:
            for relation in root:
                if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
                    return posixpath.normpath(relation.get("Target", "")).lstrip("/")
        return "word/document.xml"

    def _read_relations(self, path: str) -> dict[str, str]:
        """Targets inside the file by the last word of their type; outside ones are never followed."""
        root = self.part(path)
        if root is None:
            return {}
        return {
            str(relation.get("Type", "")).rsplit("/", 1)[-1]: str(relation.get("Target", ""))
            for relation in root
            if relation.get("TargetMode") != "External"
        }
