"""The profile of a locality as sheets: one for reading, one with every sentence, one with the peers' values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from plan_extract.analysis.cascade import NationalStep
from plan_extract.analysis.dossier import PlanTarget
from plan_extract.analysis.profile import Profile, ProfileRow
from plan_extract.views.answers import shown_value
from plan_extract.views.cascade import national_cells, value_of_year
from plan_extract.views.sheets import Cell, Sheet, make_sheet
from plan_extract.views.wording import Lang, phrase, value_name

_SHOWN: Final = (
    "plan", "measure", "year", "own_value", "superior_value", "status", "national_value", "rank", "peers",
    "peer_median", "quote", "page",
)  # fmt: skip
_WHOLE: Final = (
    "plan", "indicator", "measure", "year", "comparator", "value", "value_high", "unit", "unit_text",
    "normalised_value", "normalised_unit", "superior_comparator", "superior_figure", "superior_year", "superior", "status",
    "superior_quote", "superior_page", "national_comparator", "national_figure", "national_figure_high",
    "national_status", "rank", "peers", "peer_median", "peer_lowest", "peer_highest", "quote", "page", "document_id",
    "target_id",
)  # fmt: skip
_OF_OWN: Final = (
    "comparator",
    "value",
    "value_high",
    "unit",
    "unit_text",
    "normalised_unit",
    "quote",
    "page",
    "target_id",
)
_PEERS: Final = ("measure", "year", "place", "plan", "value", "quote", "page", "document_id", "target_id")


def profile_table(answer: Profile, lang: Lang) -> Sheet:
    """For reading and for print."""
    return _sheet(answer, _SHOWN, lang)


def profile_sheet(answer: Profile, lang: Lang) -> Sheet:
    """With every figure as a number, the superior's sentences and the ids."""
    return _sheet(answer, _WHOLE, lang)


def peers_sheet(answer: Profile, lang: Lang) -> Sheet:
    """The value of each peer with its sentence, in the unit of comparison."""
    rows = [
        (row.own.measure, row.own.year, peer.place, peer.plan, _plain(peer.value), peer.quote, peer.page,
         peer.document_id, peer.target_id)
        for row in answer.rows if row.own is not None for peer in row.peers
    ]  # fmt: skip
    return make_sheet("peers", phrase("peers_of", lang), _PEERS, rows, lang)


def _sheet(answer: Profile, keys: tuple[str, ...], lang: Lang) -> Sheet:
    names = "; ".join(answer.places) or phrase("none", lang)
    rows = []
    for row in answer.rows:
        cells = _cells(row, lang)
        rows.append([cells[key] for key in keys])
    title = f"{phrase('profile', lang)}: {answer.locality}"
    return make_sheet("profile", title, keys, rows, lang, (f"{phrase('peers_of', lang)}: {names}",))


def _cells(row: ProfileRow, lang: Lang) -> dict[str, Cell]:
    own, above = row.own, row.superior
    shown = own if own is not None and own.value is not None else above or own
    assert shown is not None
    national = national_cells(row.national, lang)
    values = [peer.value for peer in row.peers]
    return {
        "plan": row.plan,
        "indicator": shown.indicator,
        "measure": f"{shown.measure} ({shown.scope})" if shown.scope else shown.measure,
        "year": shown.year,
        "own_value": shown_value(own, lang) if own else None,
        "superior_value": value_of_year(above, shown.year, lang, marks=False),
        "superior": row.superior_plan.name if row.superior_plan else None,
        "status": value_name("status", row.status, lang) if row.status else None,
        "national_value": national[0],
        "national_status": national[1],
        "rank": row.rank,
        "peers": len(values) or None,
        "peer_median": None if row.median is None else _plain(row.median),
        "peer_lowest": _plain(min(values)) if values else None,
        "peer_highest": _plain(max(values)) if values else None,
        "document_id": row.document_id,
        "normalised_value": row.value,
        **{key: _word(key, getattr(own, key) if own else None, lang) for key in _OF_OWN},
        **_superior_figures(above, lang),
        **_national_figures(row.national, lang),
    }


def _superior_figures(above: PlanTarget | None, lang: Lang) -> dict[str, Cell]:
    """The superior's target with its figure in the unit of comparison, where it has one."""
    return {
        "superior_comparator": value_name("comparator", above.comparator, lang) if above else None,
        "superior_figure": (above.value if above.normalised is None else above.normalised) if above else None,
        "superior_year": above.year if above else None,
        "superior_quote": above.quote if above else None,
        "superior_page": above.page if above else None,
    }


def _national_figures(step: NationalStep | None, lang: Lang) -> dict[str, Cell]:
    return {
        "national_comparator": value_name("comparator", step.value.comparator, lang) if step else None,
        "national_figure": step.value.value if step else None,
        "national_figure_high": step.value.high if step else None,
    }


def _word(key: str, value: Any, lang: Lang) -> Cell:
    known: Cell = value_name(key, value, lang) if isinstance(value, str) else value
    return known


def _plain(value: Decimal) -> Decimal:
    return value.normalize() + 0
