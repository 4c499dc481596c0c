"""Write docs/data-dictionary.md from the schema. Run after adding a migration."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from plan_extract.storage.database import migrate
from plan_extract.storage.dictionary import describe_schema, render_dictionary

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data-dictionary.md"


def main() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(render_dictionary(describe_schema(connection)), encoding="utf-8")


if __name__ == "__main__":
    main()
