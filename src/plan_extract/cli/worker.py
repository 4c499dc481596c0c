"""What the worker processes of an ingest do; light to import, as the parent needs only its name."""

from __future__ import annotations

import hashlib
from pathlib import Path

from plan_extract import __version__
from plan_extract.model import Plan
from plan_extract.resources import patterns_dir, use_patterns


def extract_file(path: Path, *, ocr: str = "auto", patterns: Path | None = None, time_limit: float = 120.0) -> Plan:
    """The plan in a file, as `plan_extract.extract` gives it."""
    from plan_extract.pipeline import extract

    return extract(path, ocr=ocr, patterns=patterns, time_limit=time_limit)


def extractor_version(patterns: Path | None) -> str:
    """The version of the program and a hash of its rules: another one may extract otherwise."""
    digest = hashlib.sha256()
    for folder in (patterns_dir(), patterns):
        if folder is not None:
            for file in sorted(folder.rglob("*.yml")):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:8]}"


def version_of_worker(patterns: Path | None) -> str:
    """The version of a worker of a cluster, which takes the user's own rules (a shared folder) with it."""
    use_patterns(patterns)
    return extractor_version(patterns)
