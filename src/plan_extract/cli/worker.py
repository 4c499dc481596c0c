"""What the worker processes of an ingest do; light to import, as the parent needs only its name."""

from __future__ import annotations

from pathlib import Path

from plan_extract.model import Plan


def extract_file(path: Path, *, ocr: str = "auto", patterns: Path | None = None, time_limit: float = 120.0) -> Plan:
    """The plan in a file, as `plan_extract.extract` gives it."""
    from plan_extract.pipeline import extract

    return extract(path, ocr=ocr, patterns=patterns, time_limit=time_limit)
