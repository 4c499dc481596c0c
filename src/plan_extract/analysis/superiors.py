"""Which plans a plan carries out, and which carry it out: by what they cite, else by place and field."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from plan_extract.analysis.policy_fields import find_field
from plan_extract.analysis.wording import fold_name
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders

ResolvedBy = Literal["citation", "place"]

_COLUMNS: Final = (
    "id, number, symbol, title, issuer, level, province, district, commune, issued_date, period_start, period_end"
)
_RANK: Final = {"national": 0, "ministry": 1, "province": 2, "department": 3, "district": 4, "commune": 5}
_MOST_STEPS: Final = 4
_SUBJECT_LETTERS: Final = 200
"""How far behind a decision's number is looked for what it approves."""
_NEXT_DOCUMENT: Final = re.compile(r"[;.]|(?<!\w)số:? ?\d")

Known = dict[tuple[str, ...], list[dict[str, Any]]]
"""Plans by number and symbol, or by place, as far as they were looked up."""


@dataclass(frozen=True)
class RelatedPlan:
    """A plan above or below another, and how that was found. `depth` counts the steps between, from 1."""

    document_id: str
    plan: str | None
    issuer: str | None
    title: str | None
    level: str
    resolved_by: ResolvedBy
    depth: int

    @property
    def name(self) -> str:
        """Number and issuer, as a heading."""
        return ", ".join(part for part in (self.plan, self.issuer) if part) or self.document_id


@dataclass(frozen=True)
class AbsentPlan:
    """A plan that another rests on or carries out, cited by a number that no plan of the database has; as printed."""

    reference_id: str
    type: str
    number: str
    date: str | None
    issuer: str | None

    @property
    def name(self) -> str:
        """Type, number and issuer, as a heading."""
        return ", ".join(part for part in (f"{self.type} {self.number}", self.issuer) if part)


def find_superiors(connection: sqlite3.Connection, document: str) -> tuple[RelatedPlan, ...]:
    """The plans above a plan, the nearest first, each once; those of superiors too."""
    found: dict[str, RelatedPlan] = {}
    layer = [document]
    for depth in range(1, _MOST_STEPS + 1):
        following = []
        for below in layer:
            for plan in _direct_superiors(connection, below, depth):
                if plan.document_id != document and plan.document_id not in found:
                    found[plan.document_id] = plan
                    following.append(plan.document_id)
        layer = following
    return tuple(sorted(found.values(), key=lambda plan: (plan.depth, -_RANK.get(plan.level, 0))))


def find_inferiors(connection: sqlite3.Connection, document: str) -> tuple[RelatedPlan, ...]:
    """The plans directly below a plan: those that cite it, and those of its places in its field."""
    own = _plan(connection, document)
    found: dict[str, RelatedPlan] = {}
    for row in _citing(connection, own):
        found.setdefault(row["id"], _related(row, "citation", 1))
    for row in _below(connection, own):
        if row["id"] not in found and any(
            plan.document_id == document for plan in _direct_superiors(connection, row["id"], 1)
        ):
            found[row["id"]] = _related(row, "place", 1)
    return tuple(sorted(found.values(), key=lambda plan: (_RANK.get(plan.level, 9), plan.issuer or "")))


def find_absent(connection: sqlite3.Connection, document: str) -> tuple[AbsentPlan, ...]:
    """The plans that a plan implements or rests on by its own words and that the database has not; each once."""
    own = _plan(connection, document)
    known: Known = {}
    found: dict[str, AbsentPlan] = {}
    for row in connection.execute(
        'SELECT l.id, l.type, l.number, l.date, l.issuer, substr(t.text, l."end" + 1, ?) FROM corrected_legal_reference l '
        "JOIN document_text t ON t.document_id = l.document_id WHERE l.document_id = ? AND l.number IS NOT NULL "
        "AND l.cited_document_id IS NULL AND l.relation IN ('implements', 'basis') "
        "ORDER BY l.relation = 'basis', l.position",
        (_SUBJECT_LETTERS, document),
    ).fetchall():
        absent, behind = AbsentPlan(*row[:5]), row[5]
        if _is_plan(absent.type, behind) and not any(_numbered_by(connection, absent.number, absent.date, own, known)):
            found.setdefault(fold_match(absent.number), absent)
    return tuple(found.values())


def _is_plan(kind: str, behind: str) -> bool:
    """Whether a cited document is a plan: by its type, or a decision that by the words behind it approves one."""
    folded = fold_match(kind)
    hit = _cited_plans().match(folded)
    if hit is not None and hit["by"] == "type":
        return True
    clause = _NEXT_DOCUMENT.split(" ".join(fold_match(behind).split()), maxsplit=1)[0]
    return folded.startswith("quyết định") and any(hit["by"] == "subject" for hit in _cited_plans().finditer(clause))


@cache
def _cited_plans() -> RuleSet:
    return load_rules("cited_plans", rule_folders())


def _direct_superiors(
    connection: sqlite3.Connection, document: str, depth: int, known: Known | None = None
) -> list[RelatedPlan]:
    own = _plan(connection, document)
    cited = [_related(row, "citation", depth) for row in _cited(connection, own, known) if _is_above(row, own)]
    if cited:
        return cited
    return [_related(row, "place", depth) for row in _above(connection, own, known)]


def _cited(connection: sqlite3.Connection, own: dict[str, Any], known: Known | None) -> Iterator[dict[str, Any]]:
    """Plans of the database that a plan implements or rests on; `known` keeps what was looked up by number."""
    known = {} if known is None else known
    for number, date, cited in connection.execute(
        "SELECT number, date, cited_document_id FROM corrected_legal_reference WHERE document_id = ? "
        "AND relation IN ('implements', 'basis') ORDER BY relation = 'basis', position",
        (own["id"],),
    ).fetchall():
        if cited is not None:
            if ("id", cited) not in known:
                known["id", cited] = [_plan(connection, cited)]
            yield from (above for above in known["id", cited] if _related_place(above, own))
        elif number is not None:
            yield from _numbered_by(connection, number, date, own, known)


def _numbered_by(
    connection: sqlite3.Connection, number: str, date: str | None, own: dict[str, Any], known: Known
) -> Iterator[dict[str, Any]]:
    """The plans that a number and date in a plan can mean."""
    numbered = _numbered(connection, number, own["province"], known)
    yield from (row for row in numbered if _same_date(row["issued_date"], date) and _related_place(row, own))


def _numbered(connection: sqlite3.Connection, number: str, province: str | None, known: Known) -> list[dict[str, Any]]:
    """The plans of a number and symbol ("52/KH-UBND") that can be of a province; most numbers occur in all of them."""
    head, _, symbol = number.partition("/")
    key = ("number", head, symbol, province or "")
    if key not in known:
        found = _plans(connection, "number = ? AND symbol = ? COLLATE NOCASE", (head, symbol))
        known[key] = [row for row in found if _fits(row["province"], province)]
    return known[key]


def _citing(connection: sqlite3.Connection, own: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Plans of the database that implement or rest on a plan."""
    number = f"{own['number']}/{own['symbol']}" if own["number"] and own["symbol"] else None
    rows = connection.execute(
        "SELECT DISTINCT document_id, cited_document_id, date FROM corrected_legal_reference "
        "WHERE id IN (SELECT id FROM legal_reference WHERE cited_document_id = ?1 "
        "UNION SELECT id FROM legal_reference WHERE number = ?2 "
        "UNION SELECT fact_id FROM correction WHERE fact_table = 'legal_reference') "
        "AND relation IN ('implements', 'basis') AND (cited_document_id = ?1 "
        "OR (cited_document_id IS NULL AND number = ?2)) ORDER BY document_id",
        (own["id"], number),
    ).fetchall()
    for document, cited, date in rows:
        below = _plan(connection, document)
        linked = _related_place(own, below) and (cited is not None or _same_date(own["issued_date"], date))
        if linked and document != own["id"] and _is_above(own, below):
            yield below


def _above(connection: sqlite3.Connection, own: dict[str, Any], known: Known | None) -> list[dict[str, Any]]:
    """Plans of the next place up in the same field for a common time; the newest of that place."""
    known = {} if known is None else known
    field = find_field(own["title"])
    if field is None or own["province"] is None:
        return []
    places: list[tuple[str, tuple[str, ...]]] = []
    if own["commune"] and own["district"]:
        where = "province = ? AND district = ? AND commune IS NULL AND +level = 'district'"
        places.append((where, (own["province"], own["district"])))
    if own["commune"] or own["district"] or own["level"] == "department":
        places.append(("province = ? AND district IS NULL AND +level = 'province'", (own["province"],)))
    for where, values in places:
        if (where, *values) not in known:
            known[where, *values] = _plans(connection, where, values)
        rows = [
            row
            for row in known[where, *values]
            if find_field(row["title"]) == field and _overlap(row, own) and row["id"] != own["id"]
        ]
        if rows:
            return [max(rows, key=lambda row: (row["issued_date"] or "", row["id"]))]
    return []


def _below(connection: sqlite3.Connection, own: dict[str, Any]) -> Iterator[dict[str, Any]]:
    field = find_field(own["title"])
    if field is None or own["province"] is None or own["commune"] is not None:
        return
    where = "province = ? AND id <> ?"
    values: tuple[Any, ...] = (own["province"], own["id"])
    if own["district"]:
        where, values = f"{where} AND district = ?", (*values, own["district"])
    for row in _plans(connection, where, values):
        if find_field(row["title"]) == field and _is_above(own, row):
            yield row


def _plans(connection: sqlite3.Connection, where: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT {_COLUMNS} FROM document WHERE {where} ORDER BY id", values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _plan(connection: sqlite3.Connection, document: str) -> dict[str, Any]:
    return _plans(connection, "id = ?", (document,))[0]


def _related(row: dict[str, Any], how: ResolvedBy, depth: int) -> RelatedPlan:
    plan = "/".join(part for part in (row["number"], row["symbol"]) if part) or None
    return RelatedPlan(row["id"], plan, row["issuer"], row["title"], row["level"], how, depth)


def _is_above(row: dict[str, Any], own: dict[str, Any]) -> bool:
    """Whether a plan can be a superior's: of a larger place, or of a higher body, or of the party there."""
    if row["id"] == own["id"]:
        return False
    above, below = _RANK.get(row["level"]), _RANK.get(own["level"])
    if above is not None and below is not None and above != below:
        return above < below
    return (row["issued_date"] or "") < (own["issued_date"] or "9")


def _same_date(issued: str | None, cited: str | None) -> bool:
    """Whether the date in a citation can be that of the plan; a date that is not printed speaks against nothing."""
    return issued is None or cited is None or cited.startswith(issued) or issued.startswith(cited)


def _related_place(above: dict[str, Any], below: dict[str, Any]) -> bool:
    """Whether the places fit: number and symbol alone are the same in many provinces."""
    return all(_fits(above[level], below[level]) for level in ("province", "district", "commune"))


def _fits(above: str | None, below: str | None) -> bool:
    """Whether two names can be of one place; a name that is not known speaks against nothing."""
    return above is None or below is None or above == below or fold_name(above) == fold_name(below)


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    starts = [row["period_start"] or row["period_end"] for row in (one, other)]
    ends = [row["period_end"] or row["period_start"] for row in (one, other)]
    if any(year is None for year in (*starts, *ends)):
        return False
    return bool(max(starts) <= min(ends))


def nearest_superior(connection: sqlite3.Connection, document: str, known: Known | None = None) -> RelatedPlan | None:
    """The plan right above a plan, None where the database has none.

    `known` keeps plans that were looked up between calls: plans of one place cite the same ones.
    """
    found = _direct_superiors(connection, document, 1, known)
    return max(found, key=lambda plan: _RANK.get(plan.level, 0), default=None)
