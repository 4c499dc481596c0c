"""The signer: name and post from the block at the foot, beside the recipients or below them.

Wording in `patterns/signature.yml` and `patterns/letterhead_words.yml`. In "KT. CHỦ TỊCH / PHÓ CHỦ
TỊCH" the post in whose stead one signs is not the signer's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from plan_extract.extraction.letterhead import cells_of
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.line_reading import Line
from plan_extract.normalising.passages import Passage, read_passage
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders
from plan_extract.structure.document import PlanText

_WORDS = Wording("letterhead_words")
_RECIPIENT = _WORDS["recipient"]
_NO_SIGNER = _WORDS["no-signer"]
_DEPUTY = _WORDS["deputy"]

_GAP = regex.compile(r"\t+|<br\s*/?>|\s*\|\s*|[^\S\n]{3,}|\s*\n\s*")
_NAME = regex.compile(r"(?:\p{Lu}[\p{L}'’]*)(?:[\s-]+\p{Lu}[\p{L}'’]*){1,5}")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed; spans are offsets in the source. `body` is what stands behind "TM."."""

    name: str | None = None
    post: str | None = None
    body: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int
    principal: bool = False


@lru_cache(maxsize=1)
def signature_rules() -> RuleSet:
    return load_rules("signature", rule_folders())


def read_signature(plan: PlanText) -> Signature:
    """The signer of a plan; all None where the text ends without a signature."""
    pieces = _pieces(plan)
    lines = [piece for piece in pieces if not _RECIPIENT.match(piece.match) or _has_mandate(piece)]
    post_at, post, body = _find_post(lines)
    if post_at is None:
        return Signature(body=body)
    name, span = _find_name(lines, post_at)
    return Signature(name, post, body, span)


def _pieces(plan: PlanText) -> list[Passage]:
    """The tail cut at columns, cells and line breaks, in reading order."""
    found: list[Passage] = []
    for entry in plan.tail:
        if isinstance(entry, Line):
            found += _cut(plan, entry.start, entry.end, entry.passage.page)
        else:
            for cell in cells_of(plan, entry):
                start, end = cell.span(0, len(cell.text)) if cell.text else (0, 0)
                found += _cut(plan, start, end, cell.page)
    return found


def _cut(plan: PlanText, start: int, end: int, page: int | None) -> list[Passage]:
    found: list[Passage] = []
    position = start
    for gap in [*_GAP.finditer(plan.source.text, start, end), None]:
        stop = gap.start() if gap else end
        piece = read_passage(plan.source.text, position, stop, page)
        if regex.search(r"\p{L}", piece.text):
            found.append(piece)
        position = gap.end() if gap else end
    return found


def _has_mandate(piece: Passage) -> bool:
    return any(
        token.kind == "mandate" or (token.kind == "post" and piece.text[token.start : token.end].isupper())
        for token in _tokens(piece)
    )


def _tokens(piece: Passage) -> list[_Token]:
    """Mandates, posts and the like of a line; a post must be printed in capitals (or make the whole line)."""
    found: list[_Token] = []
    for hit in signature_rules().finditer(piece.match):
        printed = piece.text[hit.start : hit.end]
        kind = hit["kind"]
        if (
            kind in ("mandate", "post")
            and not _is_capitals(printed)
            and not (kind == "post" and hit.start == 0 and len(piece.text) < 40)
        ):
            continue
        found.append(_Token(kind, hit.start, hit.end, bool(hit.get("principal"))))
    return found


def _is_capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all(sign.isupper() for sign in letters)


def _find_post(lines: list[Passage]) -> tuple[tuple[int, int] | None, str | None, str | None]:
    """The place (line, end) of the signer's post, the post, and the body signed for."""
    body: str | None = None
    chosen: tuple[int, int] | None = None
    post: str | None = None
    pending = waiting = False
    for number, line in enumerate(lines):
        tokens = _tokens(line)
        for at, token in enumerate(tokens):
            if token.kind == "mandate":
                pending = token.principal
                waiting = waiting or token.principal
                if not token.principal and body is None:
                    body = _body_behind(lines, number, token, tokens[at + 1 :])
            elif token.kind == "post":
                if pending:
                    pending = False
                    if chosen is None:
                        continue
                    return chosen, post, body
                if chosen is None:
                    chosen, post = (number, token.end), _post_words(line, token, tokens[at + 1 :])
                    waiting = False
    return chosen, post, body


def _body_behind(lines: list[Passage], number: int, token: _Token, after: list[_Token]) -> str:
    line = lines[number]
    stop = after[0].start if after else len(line.text)
    text = line.text[token.end : stop].strip()
    following = lines[number + 1] if number + 1 < len(lines) and not after else None
    if following is not None and _is_capitals(following.text) and not _tokens(following) and len(text) < 24:
        text = f"{text} {following.text}"
    return text


def _post_words(line: Passage, token: _Token, after: list[_Token]) -> str:
    """The post in ordinary letters: "PHÓ CHỦ TỊCH" is "Phó Chủ tịch", and so is "PHO CHU TỊCH" of a scan."""
    printed = line.text[token.start : token.end].strip()
    return ordinary_post(line.match[token.start : token.end]) if _is_capitals(printed) else printed


def ordinary_post(printed: str) -> str:
    """A post printed in capitals with a capital for "Phó", "Quyền" and for the post itself."""
    words = printed.lower().split()
    lead = [word.capitalize() for word in words[:1] if _DEPUTY.fullmatch(word)]
    rest = words[len(lead) :]
    if lead and rest and rest[0] == "phó":
        lead, rest = [*lead, "Phó"], rest[1:]
    if rest:
        rest[0] = rest[0].capitalize()
    return " ".join([*lead, *rest])


def _find_name(lines: list[Passage], post_at: tuple[int, int]) -> tuple[str | None, tuple[int, int] | None]:
    """The first name behind the post, on its line or on those that follow."""
    number, end = post_at
    for at in range(number, min(len(lines), number + 24)):
        line = lines[at]
        first = end if at == number else 0
        found = _name_in(line, first)
        if found is not None:
            start, stop = found
            return _ordinary_name(line.text[start:stop]), line.span(start, stop)
    return None, None


def _name_in(line: Passage, first: int) -> tuple[int, int] | None:
    for hit in signature_rules().finditer(line.match, first):
        if (hit["kind"] == "stamp" and hit.start - first < 3) or (
            (hit["kind"] == "rank" or (hit["kind"] == "post" and not _is_capitals(line.text[hit.end :])))
            and not line.text[first : hit.start].strip(" .-")
        ):
            first = hit.end
    rest = line.text[first:].strip(" .,-–*/")
    if not rest:
        return None
    first = line.text.index(rest, first)
    found = _NAME.match(line.text, first)
    if found is None:
        return None
    whole = found.end() >= len(line.text.rstrip(" .*/"))
    name = found.group()
    if (
        not whole
        and line.text[found.end() :].strip()[:1].isalpha()
        and not _is_capitals(line.text[found.end() :].strip()[:4])
    ):
        return None
    name = _without_capitals_behind(name)
    if (
        _NO_SIGNER.search(fold_match(name))
        or len(name.split()) < 2
        or any(
            token.kind == "post" and token.start < first + len(name) and token.end > first for token in _tokens(line)
        )
    ):
        return None
    return first, first + len(name)


def _without_capitals_behind(name: str) -> str:
    """Capitals behind a name in small letters are another post: "Nguyễn Văn A TRƯỞNG BAN"."""
    words = name.split()
    if words[0].isupper() and len(words[0]) > 1:
        return name
    kept = 1
    while kept < len(words) and not (words[kept].isupper() and len(words[kept]) > 1):
        kept += 1
    return " ".join(words[:kept])


def _ordinary_name(name: str) -> str:
    name = " ".join(name.split())
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() else name
