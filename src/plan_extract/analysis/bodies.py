"""Agencies as questions name them: the bodies of the database that a name means."""

from __future__ import annotations

import re
import sqlite3

from plan_extract.analysis.remembered import remembered
from plan_extract.analysis.wording import nearest_names
from plan_extract.model.errors import UsageError
from plan_extract.storage.ids import agency_key


def find_bodies(connection: sqlite3.Connection, text: str) -> frozenset[str]:
    """Ids of the agencies that `text` names.

    Those called so (by name or by an alias) and strings of several agencies that name it too; without
    any, those whose name holds the words. Raises `UsageError`, with the nearest names, for none.
    """
    wanted = agency_key(text)
    known = remembered(connection, "agency keys", lambda: _read_keys(connection))
    keys = [(id_, key) for id_, _, key in known]
    one_of_several = re.compile(rf"(?:^|[,;] |\bva ){re.escape(wanted)}(?:$|[,;])")
    found = frozenset(id_ for id_, key in keys if one_of_several.search(key)) if wanted else frozenset()
    if not found and wanted:
        found = frozenset(id_ for id_, key in keys if f" {wanted} " in f" {key} ")
    if found:
        return found
    near = nearest_names(text, sorted({name for _, name, _ in known}))
    hint = f"; nearest: {'; '.join(near)}" if near else ""
    raise UsageError(f'no agency is called "{text}"{hint}')


def _read_keys(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Id, name and key of every agency, by each of its names."""
    rows = connection.execute("SELECT id, name FROM agency UNION SELECT agency_id, alias FROM agency_alias")
    return [(str(row[0]), str(row[1]), agency_key(row[1])) for row in rows]
