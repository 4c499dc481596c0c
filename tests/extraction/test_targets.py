"""Targets from clauses, field by field, as the contract decides (`target_cases.py`)."""

from __future__ import annotations

from typing import Any

import pytest
from target_cases import CASES, Case
from target_cases_parts import MORE_CASES
from target_cases_ranks import HANDED_ON, RANKS

from plan_extract.model.facts import Target
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_HEADINGS = {"objectives": "MỤC TIÊU", "tasks": "NHIỆM VỤ, GIẢI PHÁP", "funding": "KINH PHÍ THỰC HIỆN"}
_PLAN = """\
ỦY BAN NHÂN DÂN HUYỆN AN HÒA
Số: 15/KH-UBND
An Hòa, ngày 05 tháng 3 năm 2021

KẾ HOẠCH
Phát triển kinh tế - xã hội huyện An Hòa giai đoạn 2021 - 2025

Thực hiện Nghị quyết của Hội đồng nhân dân huyện, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:

I. MỤC TIÊU

1. Mục tiêu chung

Nâng cao đời sống của Nhân dân.

2. Mục tiêu cụ thể

- {objectives}

II. NHIỆM VỤ, GIẢI PHÁP

1. Công việc chung

- {tasks}

III. KINH PHÍ THỰC HIỆN

{funding}

IV. TỔ CHỨC THỰC HIỆN

Các cơ quan, đơn vị căn cứ nhiệm vụ được giao để thực hiện.
"""
_OTHERS = {
    "objectives": "Đời sống Nhân dân ngày một khá hơn.",
    "tasks": "Tuyên truyền sâu rộng trong Nhân dân.",
    "funding": "Theo quy định của Luật Ngân sách nhà nước.",
}


def _targets(case: Case) -> list[Target]:
    text = _PLAN.format(**{**_OTHERS, case.section: case.clause})
    plan = extract_source(read_text(text.encode("utf-8"), "sample.txt"))
    start = text.index(case.clause)
    found = [target for target in plan.record.targets if start <= target.start < start + len(case.clause)]
    return sorted(found, key=lambda target: target.start)


def _shown(target: Target, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(target, name) for name in fields}


@pytest.mark.parametrize("case", (*CASES, *MORE_CASES, *RANKS, *HANDED_ON), ids=lambda case: case.clause[:60])
def test_targets_of_a_clause(case: Case) -> None:
    found = _targets(case)
    assert [_shown(target, expected) for target, expected in zip(found, case.targets, strict=False)] == list(
        case.targets
    )
    assert len(found) == len(case.targets), [target.quote for target in found]
    assert {target.section for target in found} <= {case.section}
