"""The order of the test files: those that take longest begin first, so that parallel runs end together."""

from __future__ import annotations

import pytest

LONGEST = (
    "test_web_browser.py", "test_reading_same_facts.py", "test_storage_cluster.py", "test_documentation.py",
    "test_spans.py", "test_storage_watch.py", "test_storage_ingest.py", "test_storage_archives.py",
    "test_reading_ocr.py", "test_cli_gaps.py", "test_cli_own_patterns.py", "test_docs_cookbook.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Longest files first; the order inside each stays."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONGEST)))
