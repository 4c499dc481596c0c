"""What people have checked, as answer keys for `plan-extract evaluate`."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final

from plan_extract.model import PlanRecord
from plan_extract.storage.readers import load_record, reviewed_documents

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]|^[-~]')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_MOST_BYTES: Final = 150
_PROVENANCE: Final = ("start", "end", "page", "rule", "confidence")


def render_key(record: PlanRecord) -> str:
    """A record as an answer key: the fields of the contract, without where and how they were read."""
    content = record.to_dict()
    for part in content.values():
        if isinstance(part, list):
            for fact in part:
                for name in _PROVENANCE:
                    fact.pop(name, None)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def safe_stem(file_name: str) -> str:
    """The name of a file without its ending, as it may be given to a file on any system: names come from strangers."""
    stem = _UNSAFE.sub("_", PurePath(file_name).stem).strip(" .")
    while len(stem.encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return f"_{stem}" if not stem or _DEVICE.fullmatch(stem) else stem


def make_keys(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Name and text of the key of each plan that people have looked at, with their corrections and additions.

    The key of plan.docx is plan.json; of several files of that name the later ones bear their id too.
    """
    taken: set[str] = set()
    for document, file_name in reviewed_documents(connection):
        stem = safe_stem(file_name)
        name = f"{stem}.json" if stem.casefold() not in taken else f"{stem}-{document}.json"
        taken.add(stem.casefold())
        yield name, render_key(load_record(connection, document, corrected=True))


def export_keys(connection: sqlite3.Connection, folder: Path) -> list[Path]:
    """The keys of all plans that people have looked at, one file each."""
    paths = []
    for name, text in make_keys(connection):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def pack_keys(connection: sqlite3.Connection) -> bytes:
    """The same keys in one ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in make_keys(connection):
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), text.encode("utf-8"))
    return buffer.getvalue()
