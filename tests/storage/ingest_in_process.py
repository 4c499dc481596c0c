"""Run an ingest with the extractor of these tests, to be killed: `FOLDER DATABASE`."""

from __future__ import annotations

import sys
from pathlib import Path

from storage_plans import extract

from plan_extract.storage.ingest import IngestOptions, ingest

if __name__ == "__main__":
    summary = ingest([Path(sys.argv[1])], sys.argv[2], extract, IngestOptions(version="1", workers=2))
    print(summary.total, summary.known)
