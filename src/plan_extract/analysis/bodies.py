"""Agencies as questions name them: the bodies of the database that a name means."""

from __future__ import annotations

import re
import sqlite3

from plan_extract.analysis.wording import nearest_names
from plan_extract.model.errors import UsageError
from plan_extract.storage.ids import agency_key


def find_bodies(connection: sqlite3.Connection, text: str) -> frozenset[str]:
    """Ids of the agencies that `text` names.

    Those called so (by name or by an alias) and strings of several agencies that name it too; without
    any, those whose name holds the words. Raises `UsageError`, with the nearest names, for none.
    """
    wanted = agency_key(text)
    names = connection.execute("SELECT id, name FROM agency UNION SELECT agency_id, alias FROM agency_alias").fetchall()
    keys = [(str(row[0]), agency_key(row[1])) for row in names]
    one_of_several = re.compile(rf"(?:^|[,;] |\bva ){re.escape(wanted)}(?:$|[,;])")
    found = frozenset(id_ for id_, key in keys if one_of_several.search(key)) if wanted else frozenset()
    if not found and wanted:
        found = frozenset(id_ for id_, key in keys if f" {wanted} " in f" {key} ")
    if found:
        return found
    near = nearest_names(text, sorted({str(row[1]) for row in names}))
    hint = f"; nearest: {'; '.join(near)}" if near else ""
    raise UsageError(f'no agency is called "{text}"{hint}')
