"""The responsibility matrix as an HTML page: each mark leads to the sentences that it is read from, on paper too.

By indicators, the sentences stand numbered below the matrix and each mark carries their numbers. By tasks, a row is its
sentence, and says all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Final

from plan_extract.analysis.matrix import ROLES, Matrix, MatrixRow, MatrixSource
from plan_extract.views.answers import count_notes, gap_notes, gap_text, matrix_title, shorten
from plan_extract.views.dates import due_text
from plan_extract.views.html import page_of
from plan_extract.views.succession import known_notes
from plan_extract.views.wording import Lang, heading, marked, phrase, value_name

_SHORT: Final = 60
"""Letters of an indicator that has no number."""
_STYLE: Final = """@page{size:A4 landscape;margin:12mm}
table.matrix thead th.agency{writing-mode:vertical-rl;transform:rotate(180deg);max-height:16rem;vertical-align:middle}
table.matrix tbody th{background:none;position:static;font-weight:400;max-width:34rem}
table.matrix td.mark{text-align:center;white-space:nowrap}
td.mark a{color:inherit;text-decoration:none}
td.mark b{text-decoration:underline dotted}
sup{font-size:.7em;margin-left:.1em}
tr:target{background:#fff3bf}
@media print{table{font-size:9pt;width:calc(100% - 2px)}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}
th,td{padding:.15rem .3rem}td.mark b{text-decoration:none}}
"""


def render_matrix_html(answer: Matrix, lang: Lang) -> str:
    """The page of a matrix."""
    return page_of(matrix_title(answer, lang), _lines(answer, _Sentences(answer), lang), lang, _STYLE)


@dataclass
class _Sentence:
    """A sentence behind marks: the rows that it is about, and which agency it gives which role."""

    source: MatrixSource
    plan: str | None
    rows: dict[int, str] = field(default_factory=dict)
    given: dict[tuple[str, str], None] = field(default_factory=dict)


class _Sentences:
    """The sentences behind a matrix by indicators, in the order in which its rows come to them; none by tasks."""

    def __init__(self, answer: Matrix) -> None:
        self.listed: dict[tuple[str, str, int | None], _Sentence] = {}
        if answer.question.by == "task":
            return
        for place, row in enumerate(answer.rows, 1):
            for source in row.sources:
                found = self.listed.setdefault(_key(row, source), _Sentence(source, row.plan))
                found.rows[place] = row.number or shorten(row.text, _SHORT)
                found.given[source.agency, source.role] = None
        self._numbers = {key: number for number, key in enumerate(self.listed, 1)}

    def numbers(self, row: MatrixRow, agency: str, role: str) -> list[int]:
        """The numbers of the sentences that give an agency its role in a row."""
        told = (source for source in row.sources if (source.agency, source.role) == (agency, role))
        return [self._numbers[_key(row, source)] for source in told] if self.listed else []


def _key(row: MatrixRow, source: MatrixSource) -> tuple[str, str, int | None]:
    return (row.document_id, source.text, source.page)


def _lines(answer: Matrix, sentences: _Sentences, lang: Lang) -> Iterator[str]:
    marks = ", ".join(f"{value_name('mark', role, lang)} {value_name('role', role, lang)}" for role in ROLES)
    behind = f" {phrase('mark_numbers', lang)}" if sentences.listed else ""
    yield f"<p>{escape(phrase('marks', lang))}: {escape(marks)}. * {escape(phrase('corrected', lang))}.{escape(behind)}</p>"
    yield from _matrix(answer, sentences, lang)
    notes = count_notes(answer, lang) + gap_notes(answer, lang) + known_notes(answer.agencies, answer.known, lang)
    yield f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in notes)}</ul>"
    if sentences.listed:
        yield from _sources(answer, sentences, lang)


def _matrix(answer: Matrix, sentences: _Sentences, lang: Lang) -> Iterator[str]:
    by_task = answer.question.by == "task"
    fields = [key for key in ("plan",) if len(answer.plans) > 1]
    details = [key for key in ("output", "due", "page") if any(getattr(row, key) for row in answer.rows)]
    has_gaps = any(row.gap for row in answer.rows)
    heads = [_head(heading(key, lang)) for key in (*fields, answer.question.by, *details)]
    heads += [_head(agency, "agency") for agency in answer.agencies]
    heads += [_head(heading("remark", lang))] if has_gaps else []
    yield f'<table class="matrix">\n<thead><tr>{"".join(heads)}</tr></thead>\n<tbody>'
    for place, row in enumerate(answer.rows, 1):
        text = row.text if by_task or not row.number else f"{row.number}. {row.text}"
        cells = [_cell(row.plan) for _ in fields]
        cells.append(f'<th scope="row">{escape(marked(text, row.corrected, lang))}</th>')
        cells += [_cell(due_text(row.due, lang) if key == "due" and row.due else getattr(row, key)) for key in details]
        cells += [_mark(row, column, agency, sentences, lang) for column, agency in enumerate(answer.agencies)]
        cells += [_cell(gap_text(row, answer.agencies, lang))] if has_gaps else []
        yield f'<tr id="r{place}">{"".join(cells)}</tr>'
    yield "</tbody>\n</table>"


def _mark(row: MatrixRow, column: int, agency: str, sentences: _Sentences, lang: Lang) -> str:
    """The marks of an agency in a row, each with its sentences as a tip and their numbers as links."""
    corrected = "*" if row.corrected_agencies and row.corrected_agencies[column] else ""
    return f'<td class="mark">{" ".join(_role(row, role, agency, corrected, sentences, lang) for role in row.roles[column])}</td>'


def _role(row: MatrixRow, role: str, agency: str, corrected: str, sentences: _Sentences, lang: Lang) -> str:
    said = [source.text for source in row.sources if (source.agency, source.role) == (agency, role)]
    tip = escape("\n".join((f"{agency}: {value_name('role', role, lang)}", *said)))
    mark = f'<b title="{tip}">{escape(value_name("mark", role, lang) or "")}{corrected}</b>'
    behind = sentences.numbers(row, agency, role)
    return mark + ",".join(f'<sup><a href="#s{number}">{number}</a></sup>' for number in behind)


def _sources(answer: Matrix, sentences: _Sentences, lang: Lang) -> Iterator[str]:
    told = sentences.listed.values()
    several, paged = len(answer.plans) > 1, any(sentence.source.page for sentence in told)
    keys = ["order", *(["plan"] if several else []), "indicator", "agency", "quote", *(["page"] if paged else [])]
    yield f"<h2>{escape(heading('sources', lang))}</h2>\n<table>\n<thead><tr>"
    yield "".join(_head(heading(key, lang)) for key in keys)
    yield "</tr></thead>\n<tbody>"
    for number, sentence in enumerate(told, 1):
        rows = ", ".join(f'<a href="#r{place}">{escape(name)}</a>' for place, name in sentence.rows.items())
        given = "; ".join(f"{agency} - {value_name('role', role, lang)}" for agency, role in sentence.given)
        cells = [f'<td class="number">{number}</td>', *([_cell(sentence.plan)] if several else [])]
        cells += [f"<td>{rows}</td>", _cell(given), _cell(sentence.source.text)]
        cells += [_cell(sentence.source.page)] if paged else []
        yield f'<tr id="s{number}">{"".join(cells)}</tr>'
    yield "</tbody>\n</table>"


def _head(text: str, kind: str = "") -> str:
    shown = f' class="{kind}"' if kind else ""
    return f'<th scope="col"{shown}>{escape(text)}</th>'


def _cell(text: str | int | None) -> str:
    return f"<td>{'' if text is None else escape(str(text))}</td>"
