"""The documents that a plan cites, once each, with what they are to it.

The opening's "Thực hiện ..." makes `implements`, its "Căn cứ ..." and "theo đề nghị ..." `basis`; all
others, those inside the title of another included, are `cites`. A document is known by its printed type,
number and date: a repeat that leaves the date out is no new one, a misprint is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from plan_extract.extraction.citations import Citation, citing_pattern, find_citations, opener_rules
from plan_extract.extraction.header import find_document
from plan_extract.model.facts import Document, LegalReference, Relation
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.line_reading import Line
from plan_extract.normalising.lines import join_lines
from plan_extract.normalising.passages import Passage
from plan_extract.normalising.rulefiles import load_entries
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders
from plan_extract.structure.document import PlanText

_WORDS = Wording("citation_words")
_STRENGTH: dict[Relation, int] = {"cites": 0, "basis": 1, "implements": 2}
_CLAUSE_HEAD = regex.compile(r"(?:^|[;.:,]|\bvà\s)[\s\"'-]*")
_ATTACHED = _WORDS["attached"]
_ATTACHED_REMARK = _WORDS["attached-remark"]
_ARTICLE = _WORDS["article"]
_CARRIES_OUT = _WORDS["carries-out"]


@dataclass(slots=True, eq=False)
class _Cited:
    """A document as its mentions together show it."""

    first: Citation
    relation: Relation
    date: str | None
    issuer: str | None
    mentions: list[Citation] = field(default_factory=list)


def find_legal_references(plan: PlanText, document: Document | None = None) -> list[LegalReference]:
    """The documents cited anywhere in the plan, in the order of their first mention.

    `document` are the plan's own fields (read where not given): its own number is no reference.
    """
    own = document or find_document(plan)
    cited = _CitedDocuments()
    for citation, relation in _mentions(plan):
        if not _is_own(citation, own, plan):
            cited.add(citation, relation)
    return [_reference(entry) for entry in cited.entries]


def _mentions(plan: PlanText) -> Iterator[tuple[Citation, Relation]]:
    for passage in [*plan.title, *plan.attached_title]:
        yield from ((citation, "cites") for citation in find_citations(passage))
    for opening in (plan.opening, plan.attached_opening):
        yield from _opening_mentions(opening)
    listed = _listed_bases(plan)
    for passage in _other_passages(plan):
        for citation in find_citations(passage):
            first = id(passage) in listed and not citation.inner and citation.start <= listed[id(passage)] + 12
            yield citation, "basis" if first else "cites"


# A section of bases: "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH", "Cơ sở pháp lý".
_BASES = _WORDS["bases"]


def _listed_bases(plan: PlanText) -> dict[int, int]:
    """The passages listed below the heading of a section of bases, and where the words of each begin."""
    items = plan.items()
    headings = {id(item) for item in items if item.children and _BASES.match(item.match)}
    if not headings:
        return {}
    return {
        id(item.passage): item.body
        for item in items
        if item.table is None and any(id(above) in headings for above in item.ancestors())
    }


def _other_passages(plan: PlanText) -> Iterator[Passage]:
    for item in plan.items():
        if item.table is None:
            yield item.passage
            continue
        for row in item.table.raw_rows:
            yield from (cell for cell in row.cells if cell is not None)
    yield from plan.notes
    for passage in join_lines([line for line in plan.tail if isinstance(line, Line)], plan.layout):
        if len(passage.text) > 60:
            yield passage


def _opening_mentions(opening: list[Passage]) -> Iterator[tuple[Citation, Relation]]:
    carried: Relation | None = None
    for passage in opening:
        citations = find_citations(passage)
        openers = [
            hit
            for head in _CLAUSE_HEAD.finditer(passage.match)
            if (hit := opener_rules().match(passage.match, head.end()))
        ]
        passed = 0
        for citation in citations:
            while passed < len(openers) and openers[passed].start < citation.start:
                passed += 1
            relation = openers[passed - 1]["relation"] if passed else carried
            opener_end = openers[passed - 1].end if passed else 0
            nested = citation.inner or _is_nested(passage.match, citation.start, opener_end)
            carried_out = (
                relation == "implements" and not citation.inner and _is_carried_out(passage.match, citation.start)
            )
            if relation is None or (nested and not carried_out):
                yield citation, "cites"
            else:
                yield citation, relation
        if openers:
            carried = openers[-1]["relation"]
        if not passage.match.rstrip().endswith((";", ",")):
            carried = None


def _is_nested(match: str, start: int, opener_end: int) -> bool:
    """Whether a citation stands inside another's title: right behind a word that leads into it."""
    before = match[max(0, start - 80) : start]
    before = _ARTICLE.sub("", before).rstrip(" \"'")
    floor = max(0, start - 80)
    if floor + len(before) <= opener_end:
        return False
    tail = before[-24:]
    return any(
        hit.end() == len(tail) and (hit.start() == 0 or not tail[hit.start() - 1].isalpha())
        for hit in citing_pattern("nesting").finditer(tail)
    )


def _is_carried_out(match: str, start: int) -> bool:
    """Whether a document stands in the title of a plan that carries it out ("Thực hiện Kế hoạch ... về thực hiện Nghị quyết
    ..."): who carries out the one carries out the other."""
    before = _ARTICLE.sub("", match[max(0, start - 80) : start]).rstrip(" \"'")
    return _CARRIES_OUT.search(before) is not None


def _is_own(citation: Citation, own: Document, plan: PlanText) -> bool:
    """Whether the plan names itself, or the document that it is attached to and whose number is left blank: "(Kèm theo Kế
    hoạch số 8/KH-UBND ...)" over an appendix."""
    if citation.number is None and not citation.law and _ATTACHED_REMARK.match(citation.passage.match):
        return True  # "(Kèm theo Chương trình tại Nghị quyết số   /NQ-CP ...)": the plan's own number is left blank
    types = {name.lower() for name in (own.type, plan.type_name, plan.attached_type) if name}
    if citation.type.lower() not in types or citation.law:
        return False
    attached = bool(_ATTACHED.search(citation.passage.match, max(0, citation.start - 24), citation.start))
    if citation.number is None:
        return True
    number, _, _ = citation.number.partition("/")
    same_symbol = own.symbol is not None and citation.number.lower().endswith(own.symbol.lower())
    if not same_symbol:
        return False
    if own.number is None:
        return attached
    if not number.lower().startswith(own.number.lower()) or number[len(own.number) :][:1].isdigit():
        return False
    return attached or (own.issued_date is not None and citation.date == own.issued_date)


class _CitedDocuments:
    """The documents found so far, by number and by the first word of a law's name."""

    def __init__(self) -> None:
        self.entries: list[_Cited] = []
        self._by_key: dict[str, list[_Cited]] = {}

    def add(self, citation: Citation, relation: Relation) -> None:
        """Take a mention to the document it repeats, or as a new one."""
        keys = _keys(citation)
        for key in keys:
            for entry in self._by_key.get(key, ()):
                if _is_same(entry, citation):
                    _take_mention(entry, citation, relation)
                    self._note(entry, keys)
                    return
        entry = _Cited(citation, relation, citation.date, citation.issuer, [citation])
        self.entries.append(entry)
        self._note(entry, keys)

    def _note(self, entry: _Cited, keys: list[str]) -> None:
        for key in keys:
            bucket = self._by_key.setdefault(key, [])
            if entry not in bucket:
                bucket.append(entry)


def _keys(citation: Citation) -> list[str]:
    """What a repeat of a citation can be found by."""
    keys = [citation.number.lower()] if citation.number else []
    if citation.law:
        keys.append(" ".join(_law_key(citation.law).split()[:3]))
    return keys or [citation.type.lower()]


def _take_mention(entry: _Cited, citation: Citation, relation: Relation) -> None:
    """Add to a document what one more mention tells: date, fuller issuer, number, the whole type."""
    if citation.certain and citation.date == entry.date:
        entry.mentions = entry.mentions[:8]
    entry.mentions.append(citation)
    if _STRENGTH[relation] > _STRENGTH[entry.relation]:
        entry.relation = relation
    if citation.date and (entry.date is None or len(citation.date) > len(entry.date)):
        entry.date = citation.date
    if citation.issuer and len(citation.issuer) > len(entry.issuer or ""):
        entry.issuer = citation.issuer
    first = entry.first
    if (not first.certain and citation.certain and (citation.number or not first.number)) or (
        first.number is None and citation.number is not None
    ):
        entry.first = replace(citation, law=citation.law or first.law)
    elif first.law is None and citation.law:
        entry.first = replace(first, law=citation.law)
    elif first.law is None and len(citation.type) > len(first.type) and citation.number:
        entry.first = citation


def _is_same(entry: _Cited, citation: Citation) -> bool:
    first = entry.first
    if not _dates_agree(entry.date, citation.date):
        return False
    if first.number and citation.number:
        if first.number.lower() != citation.number.lower():
            return False
        one, two = first.type.lower(), citation.type.lower()
        inferred = not (first.certain and citation.certain) and "luật" not in (first.law or citation.law or "")
        return one == two or inferred or one.startswith(two + " ") or two.startswith(one + " ")
    if first.law and citation.law:
        return _is_same_law(first, citation) and not (first.number and citation.number)
    return first.number is None and citation.number is None and first.type.lower() == citation.type.lower()


def _dates_agree(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one.startswith(two) or two.startswith(one)


def _is_same_law(one: Citation, two: Citation) -> bool:
    """The same name, or a short form of it ("Luật Bầu cử" once the whole name has been cited)."""
    first, second = _law_key(one.law or ""), _law_key(two.law or "")
    return (
        first == second
        or (not two.certain and first.startswith(second + " "))
        or (not one.certain and second.startswith(first + " "))
    )


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, str]:
    return {entry["short"]: entry["long"] for entry in load_entries("law_short_forms", rule_folders())}


@lru_cache(maxsize=1024)
def _law_key(name: str) -> str:
    words = regex.sub(r"[\s,]+", " ", fold_match(name)).split()
    short_forms = _short_forms()
    return " ".join(short_forms.get(word, word) for word in words)


def _reference(entry: _Cited) -> LegalReference:
    shown = next((m for m in entry.mentions if m.number == entry.first.number and m.date == entry.date), entry.first)
    start, end = shown.passage.span(shown.start, shown.end)
    return LegalReference(
        start=start,
        end=end,
        page=shown.passage.page,
        rule=shown.rule,
        confidence=_confidence(entry),
        type=entry.first.type,
        number=entry.first.number,
        date=entry.date,
        issuer=entry.issuer,
        relation=entry.relation,
    )


def _confidence(entry: _Cited) -> float:
    """0.98 for a type, number and date in full; less for what is left out or inferred."""
    value = 0.98
    if entry.first.law is None and entry.date is None:
        value -= 0.04
    if entry.first.number is None and entry.first.law is None:
        value -= 0.3
    if not any(mention.certain for mention in entry.mentions):
        value -= 0.2
    return round(value, 2)
