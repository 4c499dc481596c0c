"""Targets to indicators: precision and recall on the matching key, field by field, and the rules one by one."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from matching_cases import FIELDS, REFERENCE, KeyedPlan, keyed_plans

from plan_extract import extract
from plan_extract.linking.indicators import IndicatorMatch, indicator_matcher
from plan_extract.linking.measure_ages import fold_ages
from plan_extract.linking.measure_words import load_words
from plan_extract.model import Target

PLANS = list(keyed_plans())
SEEDS = [plan for plan in PLANS if plan.name[:4] in ("000_", "001_", "002_", "003_", "004_")]


def make_target(measure: str, **given: Any) -> Target:
    facts = {
        "section": "objectives", "kind": "numeric", "quantity": "level", "comparator": "=", "value": Decimal(5),
        "unit": "%", "unit_text": "%", "quote": measure, **given,
    }  # fmt: skip
    return Target(start=0, end=1, rule="test", confidence=1, measure=measure, **facts)


def match(*targets: Target) -> list[IndicatorMatch]:
    return list(indicator_matcher().match_plan(targets))


def count_outcomes(plans: list[KeyedPlan]) -> Counter[str]:
    found: Counter[str] = Counter()
    for plan in plans:
        for position, matched in enumerate(indicator_matcher().match_plan(plan.record.targets)):
            wanted = plan.wanted.get(position)
            if position in plan.open or (wanted is None and matched.key is None):
                continue
            found["right" if matched.key == wanted else "wrong" if matched.key else "missed"] += 1
            found["missed"] += matched.key is not None and wanted not in (None, matched.key)
    return found


@pytest.mark.parametrize("field", FIELDS)
def test_precision_and_recall(field: str) -> None:
    plans = [plan for plan in PLANS if plan.name.startswith(FIELDS[field])]
    found = count_outcomes(plans)
    right, wrong, missed = found["right"], found["wrong"], found["missed"]
    if not plans:
        pytest.skip("the plans of this field lie in no folder beside the checkout")
    assert right >= 0.98 * (right + wrong)
    assert right >= 0.93 * (right + missed)


def test_the_key_is_large_enough() -> None:
    assert sum(len(plan.wanted) for plan in PLANS if plan.name.startswith("children-")) > 150
    assert len({key for plan in PLANS for key in plan.wanted.values()}) > 80


@pytest.mark.parametrize("plan", SEEDS, ids=lambda plan: plan.name)
def test_seeds_match_the_programme_without_a_miss_or_a_wrong_one(plan: KeyedPlan) -> None:
    found = indicator_matcher().match_plan(plan.record.targets)
    counted = [position for position in range(len(found)) if position not in plan.open]
    assert {p: found[p].key for p in counted if found[p].key} == plan.wanted


@pytest.mark.parametrize("plan", SEEDS, ids=lambda plan: plan.name)
def test_seeds_match_the_programme_as_they_are_extracted(plan: KeyedPlan) -> None:
    """Number by number, the renumbered ones of Nam Đông too; all numbers of the programme that a plan repeats."""
    text = REFERENCE.parent / "seeds" / f"{plan.name}.txt"
    if not text.exists():
        pytest.skip("the plans of this field lie in no folder beside the checkout")
    wanted: dict[str | None, set[str]] = {}
    for position, key in plan.wanted.items():
        wanted.setdefault(plan.record.targets[position].indicator, set()).add(key)
    targets = [target for target in extract(text).record.targets if target.kind != "qualitative"]
    found: dict[str | None, set[str]] = {}
    for target, matched in zip(targets, indicator_matcher().match_plan(targets), strict=True):
        if matched.key:
            found.setdefault(target.indicator, set()).add(matched.key)
    assert found == wanted


@pytest.mark.parametrize(
    ("measure", "given", "key"),
    [
        ("tỷ lệ trẻ em dưới 05 tuổi bị SDD thể chiều cao/tuổi", {}, "stunting-u5"),
        ("tỷ lệ trẻ em dưới 5 tuổi bị suy dinh dưỡng", {}, None),
        ("tỷ suất tử vong trẻ em dưới 01 tuổi", {"unit": "ratio", "per": 1000, "unit_text": "‰"}, "infant-mortality-u1"),
        ("tỷ suất tử vong trẻ em dưới 5 tuổi", {"unit": "ratio", "per": 1000, "unit_text": "‰"}, "under-five-mortality"),
        ("tỷ lệ trẻ em có hoàn cảnh đặc biệt", {}, "children-special-circumstances"),
        ("trẻ em có hoàn cảnh đặc biệt được hỗ trợ", {}, "special-circumstances-supported"),
        ("tỷ lệ hộ nghèo trên địa bàn huyện Lạc Sơn", {}, "poverty-rate"),
        ("tỷ lệ hộ nghèo dân tộc thiểu số", {}, "poverty-rate-ethnic"),
        ("tỷ lệ hộ cận nghèo", {}, "near-poverty-rate"),
        ("hộ nghèo", {"unit": "count", "unit_text": "hộ", "quantity": "change"}, "poor-households"),
        ("số hộ tái nghèo", {"unit": "count", "unit_text": "hộ"}, None),
        ("tỷ lệ lao động qua đào tạo", {}, "trained-workers"),
        ("tỷ lệ lao động du lịch qua đào tạo", {}, None),
        ("xóm có điểm vui chơi cho trẻ em", {}, None),
        ("xã, phường có điểm vui chơi cho trẻ em", {}, "communes-with-playground"),
        ("xã đạt chuẩn nông thôn mới", {"unit": "ratio", "per": 13, "unit_text": "xã"}, "new-rural-communes"),
        ("xã đạt chuẩn nông thôn mới nâng cao", {}, "advanced-rural-communes"),
        ("tỷ lệ dân số đô thị sử dụng nước sạch", {}, "urban-clean-water"),
        ("hộ thoát nghèo", {"unit": "count", "unit_text": "hộ"}, None),
        ("người thuộc hộ nghèo", {"unit": "count", "unit_text": "người"}, None),
        ("trường học đạt chuẩn quốc gia mức độ 2", {}, None),
        ("tốc độ tăng trưởng kinh tế GRDP", {}, None),
        ("quy mô kinh tế số", {"unit_text": "% GDP"}, "digital-economy-share"),
        ("tỷ lệ suy dinh dưỡng thấp còi trẻ em dưới 16 tuổi", {}, None),
        ("tỷ lệ trẻ em dưới 16 tuổi bị xâm hại", {}, "child-abuse"),
        ("số vụ xâm hại trẻ em", {"quantity": "change", "direction": "decrease"}, None),
        ("số cuộc tảo hôn", {"quantity": "change", "direction": "decrease"}, "child-marriage-reduction"),
        ("số cuộc tảo hôn", {"unit": "count", "unit_text": "cuộc"}, None),
        ("chỉ số cải cách hành chính", {"unit": "score", "unit_text": "điểm"}, "par-index"),
        ("chỉ số cải cách hành chính", {"unit": "rank", "unit_text": "tỉnh"}, "par-index-rank"),
        ("trẻ em bị đuối nước tử vong", {"kind": "zero", "unit": "count", "value": 0, "unit_text": None}, "drowning-deaths"),
        ("trẻ em bị xâm hại nhiều lần", {"kind": "zero", "unit": "count", "value": 0, "unit_text": None}, None),
        ("tổng kinh phí thực hiện", {"unit": "money", "unit_text": "triệu đồng"}, None),
    ],
)  # fmt: skip
def test_one_target(measure: str, given: dict[str, Any], key: str | None) -> None:
    (found,) = match(make_target(measure, **given))
    assert found.key == key
    assert (found.score is None) == (key is None)


def test_an_indicator_goes_to_one_measure_of_the_goals() -> None:
    near, exact = (
        make_target("tỷ lệ trẻ em được đăng ký khai sinh"),
        make_target("tỷ lệ trẻ em dưới 5 tuổi được đăng ký khai sinh"),
    )
    assert [found.key for found in match(near, exact)].count("birth-registration-u5") == 1


def test_values_for_years_and_places_share_their_indicator() -> None:
    years = [make_target("tỷ lệ hộ nghèo", year=2025), make_target("Tỷ lệ hộ nghèo", year=2030, scope="xã A")]
    assert {found.key for found in match(*years)} == {"poverty-rate"}


def test_a_value_stated_again_in_an_appendix_is_matched_again() -> None:
    again = make_target("Tỷ lệ hộ nghèo còn lại cuối năm", section="appendix")
    assert [found.key for found in match(make_target("tỷ lệ hộ nghèo"), again)] == ["poverty-rate"] * 2


def test_a_count_beside_its_share_means_the_same() -> None:
    words = "trẻ em dưới 5 tuổi được đăng ký khai sinh"
    count = make_target(words, indicator="14", unit="count", unit_text="trẻ", value=Decimal(40))
    share, alone = match(make_target(words, indicator="14"), count), match(count)
    assert [found.key for found in share] == ["birth-registration-u5"] * 2
    assert alone[0].key is None


def test_a_share_of_units_may_be_given_by_their_number() -> None:
    communes = make_target("xã đạt chuẩn nông thôn mới", unit="count", unit_text="xã", value=Decimal(12))
    criteria = make_target("xã đạt chuẩn nông thôn mới", unit="count", unit_text="tiêu chí", value=Decimal(12))
    rise = make_target("xã đạt chuẩn nông thôn mới", unit="count", unit_text="xã", quantity="change")
    assert [match(target)[0].key for target in (communes, criteria, rise)] == ["new-rural-communes", None, None]


def test_a_fall_of_a_number_is_none_of_a_rate() -> None:
    (found,) = match(make_target("giảm số trẻ em tử vong do đuối nước", quantity="change"))
    assert found.key == "drowning-deaths"


def test_the_same_number_tells_for_an_indicator() -> None:
    words = "trẻ em có kỹ năng về quyền tham gia"
    keys = [match(make_target(words, indicator=number))[0].key for number in (None, "22", "23")]
    assert keys == [None, None, "participation-awareness"]


def test_unmatched_likes_share_a_group_and_others_do_not() -> None:
    money = {"unit": "money", "unit_text": "tỷ đồng"}
    one, other, count = match(
        make_target("Tổng kinh phí thực hiện Kế hoạch", section="funding", **money),
        make_target("kinh phí dự kiến", section="funding", **money),
        make_target("kinh phí", unit="count", unit_text="nguồn"),
    )
    assert one.group_key == other.group_key
    assert count.group_key != one.group_key


def test_order_of_targets_changes_nothing() -> None:
    targets = list(PLANS[0].record.targets)
    forward, backward = match(*targets), match(*reversed(targets))
    assert backward[::-1] == forward


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("trẻ em dưới 05 tuổi", "trẻ em <5t"),
        ("trẻ em < 5 tuổi", "trẻ em <5t"),
        ("trẻ dưới 24 tháng tuổi", "trẻ <2t"),
        ("trẻ từ 0 đến 8 tuổi", "trẻ <8t"),
        ("dân số trên 15 tuổi", "dân số ≥15t"),
        ("trẻ em từ 07 tuổi trở lên", "trẻ em ≥7t"),
        ("từ đủ 15 tuổi trở lên", "≥15t"),
        ("trẻ em từ 6 đến dưới 16 tuổi", "trẻ em 6-15t"),
        ("trẻ em 6-15 tuổi", "trẻ em 6-15t"),
        ("trẻ 6-36 tháng tuổi", "trẻ 6-36m"),
        ("trẻ em 5 tuổi", "trẻ em 5t"),
        ("trẻ em dưới 16 tuổi", "trẻ em <16t"),
        ("trẻ em dưới năm tuổi", "trẻ em <5t"),
        ("người trong độ tuổi từ 15 đến 60", "người trong 15-60t"),
        ("năm tuổi thọ", "năm tuổi thọ"),
        ("trong 6 tháng đầu năm", "trong 6 tháng đầu năm"),
    ],
)
def test_ages_are_one_word(text: str, folded: str) -> None:
    assert fold_ages(text) == folded


def test_names_of_places_say_nothing_of_a_measure() -> None:
    words = load_words()
    named, plain = words.words("Tỷ lệ hộ nghèo của huyện Mường Khương"), words.words("tỷ lệ hộ nghèo")
    assert named.signature.replace(" huyện", "").replace("huyện ", "") == plain.signature
    assert "đạt" not in words.words("xã đạt chuẩn nông thôn mới").tokens
