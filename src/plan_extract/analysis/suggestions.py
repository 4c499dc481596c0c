"""What a question can be about: measures and places that occur, for lists to choose from."""

from __future__ import annotations

import sqlite3

from plan_extract.analysis.wording import place_name


def load_measures(connection: sqlite3.Connection, *, limit: int = 300) -> tuple[str, ...]:
    """Indicators of the catalogue that targets were matched to, then measures, those of most plans first."""
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


def load_places(connection: sqlite3.Connection, *, limit: int = 1000) -> tuple[str, ...]:
    """Places that plans are from, the larger before those in them."""
    rows = connection.execute(
        "SELECT DISTINCT province, district, commune FROM document "
        "WHERE coalesce(province, district, commune) IS NOT NULL ORDER BY 1, 2, 3 LIMIT ?",
        (limit,),
    )
    return tuple(place_name(row[2], row[1], row[0]) for row in rows)
