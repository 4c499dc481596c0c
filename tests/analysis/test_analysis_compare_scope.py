"""What a comparison can be narrowed to, and when it must be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from storage_plans import HUE, QUANG_TRI

from plan_extract.analysis.compare import CompareQuestion
from plan_extract.analysis.compare_scope import find_scope

Store = Callable[..., str]


@pytest.fixture
def filled(connection: sqlite3.Connection, store: Store) -> sqlite3.Connection:
    store(HUE + "\nTỷ lệ suy dinh dưỡng: 9.5% 2027\nSố trẻ suy dinh dưỡng: 1500 trẻ 2027\n")
    store(QUANG_TRI + "\nTỷ lệ suy dinh dưỡng: 11% 2027\nTỷ lệ suy dinh dưỡng: 10% 2030\n")
    return connection


def test_choices_are_those_of_the_targets(filled: sqlite3.Connection) -> None:
    scope = find_scope(filled, CompareQuestion("suy dinh dưỡng"), most=10)
    assert not scope.too_many
    assert (scope.levels, scope.years, scope.places) == (("province",), (2027, 2030), ("Huế", "Quảng Trị"))


def test_words_of_too_many_targets_can_be_narrowed(filled: sqlite3.Connection) -> None:
    scope = find_scope(filled, CompareQuestion("suy dinh dưỡng"), most=2)
    assert scope.too_many
    assert scope.levels == ("province",) and "Quảng Trị" in scope.places and scope.years
    assert not find_scope(filled, CompareQuestion("suy dinh dưỡng", within="Quảng Trị"), most=2).too_many
    assert find_scope(filled, CompareQuestion("suy dinh dưỡng", within="Quảng Trị"), most=1).too_many
    assert not find_scope(filled, CompareQuestion("suy dinh dưỡng", year=2030), most=1).too_many
