"""What a question can be about: measures and places that occur, for lists to choose from."""

from __future__ import annotations

import sqlite3

from plan_extract.analysis.remembered import remembered
from plan_extract.analysis.wording import place_name


def load_measures(connection: sqlite3.Connection, *, limit: int = 300) -> tuple[str, ...]:
    """Indicators of the catalogue that targets were matched to, then measures, those of most plans first."""
    return remembered(connection, ("measures", limit), lambda: _load_measures(connection, limit))


def _load_measures(connection: sqlite3.Connection, limit: int) -> tuple[str, ...]:
    named = connection.execute(
        "SELECT c.name FROM canonical_indicator c WHERE EXISTS "
        "(SELECT 1 FROM target t WHERE t.canonical_indicator_id = c.id) ORDER BY c.name LIMIT ?",
        (limit,),
    ).fetchall()
    printed = connection.execute(
        "SELECT measure FROM (SELECT measure, document_id FROM target WHERE kind <> 'qualitative' "
        "AND length(measure) BETWEEN 3 AND 120 LIMIT 20000) "
        "GROUP BY measure ORDER BY count(DISTINCT document_id) DESC, measure LIMIT ?",
        (limit,),
    ).fetchall()
    return tuple(dict.fromkeys(str(row[0]) for row in (*named, *printed)))[:limit]


def load_examples(connection: sqlite3.Connection, *, limit: int = 8) -> tuple[str, ...]:
    """What one can ask for: the indicators of most targets, else measures of most plans."""
    rows = connection.execute(
        "SELECT c.name FROM (SELECT canonical_indicator_id AS id, count(*) AS targets FROM target "
        "WHERE canonical_indicator_id IS NOT NULL GROUP BY 1 ORDER BY targets DESC, id LIMIT ?) n "
        "JOIN canonical_indicator c ON c.id = n.id ORDER BY n.targets DESC, n.id",
        (limit,),
    )
    return tuple(str(row[0]) for row in rows) or load_measures(connection, limit=limit)


def load_agencies(connection: sqlite3.Connection, *, limit: int = 200) -> tuple[str, ...]:
    """Agencies that have most tasks."""
    return remembered(connection, ("agencies", limit), lambda: _load_agencies(connection, limit))


def _load_agencies(connection: sqlite3.Connection, limit: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT a.name FROM (SELECT agency_id, count(*) AS tasks FROM responsibility WHERE agency_id IS NOT NULL "
        "GROUP BY agency_id ORDER BY tasks DESC LIMIT ?) b JOIN agency a ON a.id = b.agency_id ORDER BY b.tasks DESC, a.name",
        (limit,),
    )
    return tuple(dict.fromkeys(str(row[0]) for row in rows))


def load_places(connection: sqlite3.Connection, *, limit: int = 1000) -> tuple[str, ...]:
    """Places that plans are from, the larger before those in them."""
    return remembered(connection, ("places", limit), lambda: _load_places(connection, limit))


def _load_places(connection: sqlite3.Connection, limit: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT DISTINCT province, district, commune FROM document "
        "WHERE coalesce(province, district, commune) IS NOT NULL ORDER BY 1, 2, 3 LIMIT ?",
        (limit,),
    )
    return tuple(place_name(row[2], row[1], row[0]) for row in rows)
