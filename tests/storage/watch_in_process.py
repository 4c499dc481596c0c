"""Watch a folder with the extractor of these tests, until a signal comes: `FOLDER DATABASE`."""

from __future__ import annotations

import sys
from pathlib import Path

import storage_plans

import plan_extract.cli.ingest
from plan_extract.cli.watch import watch_paths
from plan_extract.storage.ingest import IngestOptions

if __name__ == "__main__":
    plan_extract.cli.ingest.extract_file = storage_plans.extract  # type: ignore[assignment]
    watch_paths(
        (sys.argv[1],),
        Path(sys.argv[2]),
        ocr="never",
        patterns=None,
        options=IngestOptions(version="1", workers=1),
        every=0.5,
        settle=0.3,
    )
