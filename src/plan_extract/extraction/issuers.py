"""Issuing bodies as printed: what kind of body, of which unit, and how its name is written in full.

Reads "UBND TỈNH PHÚ THỌ / SỞ Y TẾ" and "Ban Thường trực Ủy ban MTTQ Việt Nam xã" alike, from rules in
`patterns/issuing_bodies.yml`. Names of units come back in ordinary letters ("HUYỆN NAM ĐÔNG": "Nam Đông").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from plan_extract.normalising import expressions as regex
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import Hit, RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("letterhead_words")
_UNIT = _WORDS["unit"]
_SOCIAL = _WORDS["social"]
_BEFORE_SOCIAL = _WORDS["before-social"]
_PARTY_UNIT = _WORDS["party-unit"]
_NO_NAME = _WORDS["no-name"]
_KEPT_CAPITALS = _WORDS["kept-capitals"]
_TWO_WORD_HEAD = _WORDS["two-word-head"]
_SET_WORDS = _WORDS["set-words"]
_SCHOOL_WORDS = _WORDS["school-words"]
_NAMED_REGION = _WORDS["named-region"]
_PARTY_BEHIND = _WORDS["party-behind-unit"]
_HEAD_OVER_LIST = _WORDS["head-over-list"]
_PARTY_ORGAN = _WORDS["party-organ"]

UNIT_STEPS = {
    "tỉnh": "province", "thành phố": "city", "thủ đô": "city",
    "quận": "district", "huyện": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
"""Unit words and the step each stands for; a `city` is a province or a district."""

CENTRAL_CITIES = frozenset({"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ"})
"""Cities under central government throughout; thành phố Huế is one since 2025-01-01 (175/2024/QH15)."""
_HUE, _HUE_SINCE = "huế", "2025"

_ABBREVIATED = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "h": "huyện",
    "q": "quận",
    "p": "phường",
    "x": "xã",
    "thành phô": "thành phố",
}
_PARTY_UNITS = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã"}
_NAME_WORD = regex.compile(r"[\p{Lu}\d][\p{L}\d'’`]*")
_NAME_JOINT = regex.compile(r"\s*-\s*(?=\p{Lu})|\s+(?=[\p{Lu}\d])|(?<=['’`])(?=\p{L})")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as named: its word in full, its name in ordinary letters (None where unnamed)."""

    unit: str
    name: str | None

    @property
    def step(self) -> str:
        return UNIT_STEPS[self.unit]

    def __str__(self) -> str:
        return f"{self.unit} {self.name}" if self.name else self.unit


@dataclass(frozen=True, slots=True)
class Body:
    """A body: its name without unit, its rule's `role` and `level`, and the units named behind it."""

    name: str
    role: str
    level: str
    rule: str
    places: tuple[Place, ...] = ()

    @property
    def place(self) -> Place | None:
        return self.places[0] if self.places else None


@lru_cache(maxsize=1)
def body_rules() -> RuleSet:
    return load_rules("issuing_bodies", rule_folders())


def open_body(match: str, start: int = 0) -> Hit | None:
    """The rule whose body opens at `start` of folded text, or None."""
    return body_rules().match(match, start)


def parse_body(text: str) -> Body | None:
    """The body that `text` names from its first word on, or None where it opens with none."""
    text = " ".join(text.replace("–", "-").split()).strip(" .,;:-")
    match = fold_match(text)
    hit = open_body(match)
    if hit is None:
        return None
    party = _PARTY_UNIT.match(match) if hit["level"] in ("party", "front") else None
    if party:
        name, places = _party_body(text, match, party)
    else:
        places = find_places(text, max(hit.end - 1, 0))
        first = _first_unit(match, max(hit.end - 1, 0))
        name = text[: first.start()] if first else text
    name = name.strip(" ,-(")
    return Body(_ordinary_body(name, hit), hit["role"], hit["level"], hit.rule.id, places)


def _party_body(text: str, match: str, party: regex.Match[str]) -> tuple[str, tuple[Place, ...]]:
    """ "TỈNH ỦY QUẢNG NINH": the unit is in the body's own first word."""
    unit = _PARTY_UNITS[party.group("unit")]
    if _UNIT.match(match, party.end()):
        return text[: party.end()], find_places(text, party.end())
    name = _read_name(text, party.end())
    return text[: party.end()], (Place(unit, name), *find_places(text, party.end() + len(name or "")))


def find_places(text: str, start: int = 0) -> tuple[Place, ...]:
    """The units that `text` names from `start` on, unnamed ones too, in order."""
    match = fold_match(text)
    found: list[Place] = []
    for unit in _UNIT.finditer(match, start):
        if not _is_unit(match, unit):
            continue
        word = unit.group("word") or _ABBREVIATED[unit.group("short") or unit.group("letter")]
        at = unit.end() + (len(text[unit.end() :]) - len(text[unit.end() :].lstrip()))
        name = (
            None
            if _NO_NAME.match(match, at) and (not text[at : at + 1].isupper() or match.startswith("đảng", at))
            else _read_name(text, at)
        )
        found.append(Place(word, name))
    return tuple(found)


def _first_unit(match: str, start: int) -> regex.Match[str] | None:
    return next((unit for unit in _UNIT.finditer(match, start) if _is_unit(match, unit)), None)


def _is_unit(match: str, unit: regex.Match[str]) -> bool:
    """Not the "xã" of "bảo hiểm xã hội", not the "tỉnh" of "tỉnh ủy"."""
    if unit.group() == "xã" and _SOCIAL.match(match, unit.end()) and _BEFORE_SOCIAL.search(match, 0, unit.start()):
        return False
    return not _PARTY_BEHIND.match(match, unit.end(), unit.end() + 8)


def _read_name(text: str, at: int) -> str | None:
    """The name that begins at `at`: words with capitals, at most five, joined by blanks or a hyphen."""
    word = _NAME_WORD.match(text, at)
    if word is None:
        return _small_name(text, at)
    end = word.end()
    capitals = word.group().isupper() and (len(word.group()) > 1 or text[at:].isupper())
    for _ in range(5):
        joint = _NAME_JOINT.match(text, end)
        word = _NAME_WORD.match(text, joint.end()) if joint else None
        if word is None or joint is None:
            break
        if (
            open_body(fold_match(text[word.start() :]))
            and word.start() > at
            and capitals == word.group().isupper()
            and not _is_short(text[word.start() :])
        ):
            break
        if (
            not capitals
            and word.group().isupper()
            and len(word.group()) > 1
            and not word.group().isdigit()
            and not regex.fullmatch(r"[IVX]+", word.group())
        ):
            break
        if _UNIT.match(fold_match(text[word.start() :])):
            break
        end = word.end()
    return ordinary_name(text[at:end])


def _is_short(text: str) -> bool:
    return len(text.split()) < 2


def _small_name(text: str, at: int) -> str | None:
    """A name in a line without capitals ("ủy ban nhân dân tỉnh phú thọ"): what is left of the line."""
    rest = text[at:].strip()
    if text[1:].islower() and 1 <= len(rest.split()) <= 3 and not regex.search(r"[,;:.]", rest):
        return ordinary_name(rest)
    return None


def ordinary_name(name: str) -> str:
    """A unit's name with a capital at each word: "BÀ RỊA - VŨNG TÀU" is "Bà Rịa - Vũng Tàu"."""
    if not (name.isupper() or name.islower()):
        return name
    words = [
        word if regex.fullmatch(r"[IVX]+|\d+", word) and len(words_of(name)) == 1 else _capital(word)
        for word in words_of(name)
    ]
    return " ".join(words)


def words_of(name: str) -> list[str]:
    return name.split()


def _capital(word: str) -> str:
    return "".join(part[:1].upper() + part[1:].lower() for part in regex.split(r"([-'’`])", word))


def _ordinary_body(name: str, hit: Hit) -> str:
    """A body's name in ordinary letters; UBND for the committee of a unit."""
    if hit["role"] == "committee":
        return "UBND"
    if not name.isupper():
        return name[:1].upper() + name[1:]
    return _body_words(name)


def _body_words(name: str) -> str:
    """A body's name in capitals turned to ordinary letters: "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "ỦY BAN BẦU CỬ"."""
    words: list[str] = []
    parts = name.split()
    head = fold_match(parts[0])
    if head == "trường":
        school: str = _SCHOOL_WORDS.sub(
            lambda kind: kind.group().capitalize(),
            " ".join(word if _KEPT_CAPITALS.fullmatch(word) else _capital(word) for word in parts),
        )
        return school
    rise = 1
    for number, word in enumerate(parts):
        if _KEPT_CAPITALS.fullmatch(word) or (not word.isalpha() and len(word) > 1 and not word.endswith(",")):
            words.append(word)
            continue
        if number == 1:
            rise = 0 if _TWO_WORD_HEAD.fullmatch(head) else 1
        elif number == 2:
            rise = 1 if _TWO_WORD_HEAD.fullmatch(head) else 0
        listed = _HEAD_OVER_LIST.fullmatch(head) and words and (words[-1] in ("và", "-") or words[-1].endswith(","))
        words.append(_capital(word) if (rise and word not in ("VÀ",)) or listed else word.lower())
        rise = 0
    set_words: str = _SET_WORDS.sub(_set_form, " ".join(words))
    named: str = _NAMED_REGION.sub(_with_name, set_words)
    return named


def _with_name(found: regex.Match[str]) -> str:
    """The proper name behind "khu vực" with its capitals ("khu vực Bồng Sơn")."""
    return " ".join(_capital(word) for word in found.group().split())


def _set_form(found: regex.Match[str]) -> str:
    text: str = found.group().lower()
    return " ".join(map(_capital, text.split())) if found.group(1) else text[:1].upper() + text[1:]


def step_of(place: Place, issued: str | None, *, under_province: bool) -> str:
    """The step of a place; of a city: `province` for those under central government at that time."""
    if place.step != "city":
        return place.step
    name = fold_match(place.name or "")
    if name in CENTRAL_CITIES or (name == _HUE and issued is not None and issued[:4] >= _HUE_SINCE):
        return "province"
    return "district" if under_province or place.name else "province"


def full_name(bodies: Sequence[Body]) -> str:
    """The full name of the last of `bodies` (superiors first); an organ's with the body it acts for."""
    last = bodies[-1]
    place = last.place
    if last.role == "organ" and len(bodies) > 1:
        whole = full_name(bodies[:-1])
        own = f"{last.name} {whole}"
        return f"{own} {place}" if place and place.unit not in fold_match(whole) else own
    if place is None and not last.name.startswith("Trường "):
        above = next((body for body in reversed(bodies[:-1]) if body.place is not None), None)
        place = above.place if above else None
        if last.level == "party" and above is not None and above.level == "party" and above.name != "Đảng bộ":
            return f"{last.name} {full_name(bodies[:-1])}"
    if place is None:
        return last.name
    if _PARTY_UNIT.fullmatch(fold_match(last.name) + " ") or (
        _PARTY_ORGAN.search(fold_match(last.name))
        and last.level in ("party", "front")
        and not fold_match(last.name).startswith("đảng")
    ):
        return f"{last.name} {place.name}" if place.name else last.name
    return f"{last.name} {place}"
