"""Titles of answers name the indicator that is asked for by its key."""

from __future__ import annotations

from plan_extract.views.indicator_names import indicator_title


def test_a_key_is_named_and_words_stay() -> None:
    assert indicator_title("stunting-u5", "vi").startswith("Tỷ lệ trẻ em dưới 5 tuổi")
    assert indicator_title("stunting-u5", "vi").endswith(" (stunting-u5)")
    assert indicator_title("stunting-u5", "en") != indicator_title("stunting-u5", "vi")
    assert indicator_title("suy dinh dưỡng", "vi") == "suy dinh dưỡng"
