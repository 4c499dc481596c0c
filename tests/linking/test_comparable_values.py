"""Values made comparable: one unit for what measures the same, never a count with a rate or a change with a level."""

from decimal import Decimal
from typing import Any

import pytest
from matching_cases import keyed_plans

from plan_extract.linking.catalogue import load_catalogue
from plan_extract.linking.indicators import indicator_matcher
from plan_extract.linking.link import link_record
from plan_extract.linking.placing import PlaceLink
from plan_extract.linking.values import comparable_value, shared_unit
from plan_extract.model import Target


def make_target(value: str, **given: Any) -> Target:
    facts = {
        "section": "objectives", "kind": "numeric", "quantity": "level", "comparator": "=", "measure": "x",
        "value": Decimal(value), "quote": "x", **given,
    }  # fmt: skip
    return Target(start=0, end=1, rule="test", confidence=1, **facts)


@pytest.mark.parametrize(
    ("value", "given", "key", "comparable", "unit"),
    [
        ("95.5", {"unit": "%"}, None, "95.5", "%"),
        ("14", {"unit": "ratio", "per": 14, "unit_text": "phường"}, None, "100", "%"),
        ("13", {"unit": "ratio", "per": 24, "unit_text": "xã"}, "child-friendly-communes", "54.166667", "%"),
        ("22", {"unit": "ratio", "per": 1000, "unit_text": "‰"}, None, "2200", "/100.000"),
        ("60", {"unit": "ratio", "per": 100000, "unit_text": "/100.000 dân"}, None, "60", "/100.000"),
        ("22", {"unit": "ratio", "per": 1000, "unit_text": "‰"}, "under-five-mortality", "22", "/1.000"),
        ("2.2", {"unit": "%"}, "under-five-mortality", "22", "/1.000"),
        ("3", {"unit": "ratio", "per": 10000, "unit_text": "/10.000"}, "child-injury", "30", "/100.000"),
        ("12", {"unit": "ratio", "per": 1000, "unit_text": "‰"}, "population-growth", "1.2", "%"),
        ("109", {"unit": "ratio", "per": 100, "unit_text": "bé trai/100 bé gái"}, None, "109", "/100"),
        ("109", {"unit": "other", "unit_text": "bé trai"}, "sex-ratio-at-birth", "109", "/100"),
        ("5000000000", {"unit": "money", "unit_text": "tỷ đồng"}, None, "5000000000", "đồng"),
        ("10000", {"unit": "money", "unit_text": "đồng/hộ", "frequency": "annual"}, None, "10000", "đồng/hộ/năm"),
        ("4000000", {"unit": "money", "unit_text": "triệu đồng/người/tháng"}, "income-per-capita", "48000000", "đồng"),
        ("58000000", {"unit": "money", "unit_text": "triệu đồng/người/năm"}, "income-per-capita", "58000000", "đồng"),
        ("4", {"unit": "count", "unit_text": "xã"}, "child-friendly-communes", "4", "xã"),
        ("850", {"unit": "count", "unit_text": "lượt lao động"}, "jobs-created", "850", "count"),
        ("19500000", {"unit": "count", "unit_text": "triệu lượt"}, None, "19500000", "lượt"),
        ("0", {"kind": "zero", "unit": "count"}, "infant-mortality-u1", "0", "count"),
        ("0.003", {"unit": "area", "unit_text": "m2"}, None, "0.003", "ha"),
        ("3", {"unit": "time", "unit_text": "giờ"}, None, "180", "phút"),
        ("500", {"unit": "other", "unit_text": "m"}, None, "0.5", "km"),
        ("1.7", {"unit": "other", "unit_text": "lần"}, "women-unpaid-hours", "1.7", "lần"),
        ("92", {"unit": "score", "unit_text": "điểm"}, "par-index", "92", "điểm"),
        ("20", {"unit": "rank", "unit_text": "địa phương"}, "dti-rank", "20", "hạng"),
        ("2", {"unit": "%", "quantity": "change", "direction": "decrease"}, None, "2", "giảm %"),
        ("2", {"unit": "%", "quantity": "change", "direction": "increase", "frequency": "annual"}, None, "2", "tăng %/năm"),
        ("135", {"unit": "count", "unit_text": "hộ", "quantity": "change", "direction": "decrease"}, "poor-households",
         "135", "giảm count"),
    ],
)  # fmt: skip
def test_comparable_value(value: str, given: dict[str, Any], key: str | None, comparable: str, unit: str) -> None:
    indicator = load_catalogue()[key] if key else None
    found = comparable_value(make_target(value, **given), indicator)
    assert (found.value, found.unit) == (Decimal(comparable), unit)


def test_a_range_keeps_both_ends() -> None:
    found = comparable_value(make_target("2", value_high=Decimal("3"), unit="ratio", per=1000, comparator="range"))
    assert (found.value, found.high, found.unit) == (Decimal(200), Decimal(300), "/100.000")


def test_a_qualitative_target_has_no_value() -> None:
    target = make_target("0").model_copy(update={"kind": "qualitative", "value": None})
    found = comparable_value(target)
    assert (found.value, found.high, found.unit) == (None, None, None)


def test_in_all_plans_no_unit_is_shared_by_counts_and_rates_or_changes_and_levels() -> None:
    catalogue = indicator_matcher().catalogue
    kinds: dict[tuple[str, str], set[tuple[bool, bool]]] = {}
    for plan in keyed_plans():
        linked = link_record(plan.record, PlaceLink(None))
        for target, link in zip(plan.record.targets, linked.targets, strict=True):
            if link.key is None or link.normalised_unit is None:
                continue
            counted = target.unit == "count" and catalogue[link.key].unit != "/100"
            kind = (counted, target.quantity == "change")
            kinds.setdefault((link.key, link.normalised_unit), set()).add(kind)
    assert len(kinds) > 80
    assert {pair: found for pair, found in kinds.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("unit", "shared"),
    [
        ("hộ nghèo", "hộ"),
        ("giảm hộ cận nghèo", "giảm hộ"),
        ("giảm hộ nghèo/năm", "giảm hộ/năm"),
        ("hộ nghèo/tổ", "hộ/tổ"),
        ("Xã, thị trấn", "xã"),
        ("hộ kinh doanh", "hộ kinh doanh"),
        ("lượt hộ", "lượt hộ"),
        ("Mbps", "Mbps"),
        ("%", "%"),
    ],
)
def test_thing_counted_without_its_kind(unit: str, shared: str) -> None:
    assert shared_unit(unit) == shared
