"""How a site is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

DATABASE: Final = "data"
"""The name of the database in addresses, whatever its file is called."""

UPLOAD_BYTES: Final = 50 << 20
UPLOAD_FILES: Final = 50
FORM_BYTES: Final = 1 << 20


@dataclass(frozen=True)
class SiteOptions:
    """The database, and what visitors may do besides reading; `upload_dir` takes the files they send."""

    database: Path
    allow_edit: bool = False
    allow_upload: bool = False
    upload_dir: Path = field(default=Path("uploads"))
    upload_bytes: int = UPLOAD_BYTES
