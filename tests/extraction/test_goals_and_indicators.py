"""Which headings and lines of the chapter on goals are goals, which are indicators, which are neither."""

from __future__ import annotations

import pytest

from plan_extract.model.plan import PlanRecord
from plan_texts import record_of

_CHAPTERS = """\
I. MỤC TIÊU
{aims}
II. NHIỆM VỤ
1. Tiêm phòng cho đàn bò.
"""


def _record(aims: str) -> PlanRecord:
    return record_of(_CHAPTERS.format(aims=aims))


def _shape(aims: str) -> tuple[list[str | None], list[tuple[str | None, str]]]:
    record = _record(aims)
    return [goal.number for goal in record.goals], [(each.goal, each.text) for each in record.indicators]


def test_a_heading_of_nothing_but_time_is_no_goal() -> None:
    goals, indicators = _shape(
        "1. Mục tiêu chung\nĐàn bò khỏe, giống tốt.\n2. Mục tiêu cụ thể\n"
        "2.1. Đến năm 2028:\n- 60% hộ có chuồng đạt chuẩn.\n2.2. Đến năm 2030\n- 80% hộ có chuồng đạt chuẩn.\n"
    )
    assert not {"2.1", "2.2"} & set(goals)
    assert [text for _, text in indicators] == ["60% hộ có chuồng đạt chuẩn.", "80% hộ có chuồng đạt chuẩn."]
    assert [target.year for target in _record(
        "1. Mục tiêu cụ thể\n1.1. Đến năm 2028:\n- 60% hộ có chuồng.\n1.2. Đến năm 2030\n- 80% hộ có chuồng.\n"
    ).targets] == [2028, 2030]  # fmt: skip


def test_lines_below_the_word_for_indicators_belong_to_the_goal_above() -> None:
    goals, indicators = _shape(
        "1. Mục tiêu 1: Nâng chất lượng giống bò\nChỉ tiêu:\n- 60% bò cái được phối giống tốt.\n"
        "2. Mục tiêu 2: Phòng bệnh\nChỉ tiêu:\n- 90% đàn bò được tiêm.\n"
    )
    assert len(goals) == 2
    assert indicators == [(goals[0], "60% bò cái được phối giống tốt."), (goals[1], "90% đàn bò được tiêm.")]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("- Đến năm 2030, 80% hộ có chuồng; hướng tới năm 2045 là vùng bò sữa.", [80]),
        ("- Không quá 5% số hộ nuôi còn thả rông bò.", [5]),
    ],
)
def test_figures_of_an_aim(line: str, values: list[float]) -> None:
    numeric = [target.value for target in _record(f"1. Mục tiêu cụ thể\n{line}\n").targets if target.kind == "numeric"]
    assert numeric == values


def test_clauses_that_ask_others_are_requests_to_them() -> None:
    body = (
        "1. Mục tiêu cụ thể\n- 80% hộ có chuồng.\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nông nghiệp và Môi trường\n"
        "- Hướng dẫn kỹ thuật nuôi bò; đề nghị Hội Nông dân tỉnh vận động hội viên làm chuồng.\n"
    )
    found = [(each.agency, each.role) for each in _record(body).responsibilities]
    assert ("Sở Nông nghiệp và Môi trường", "implement") in found
    assert ("Hội Nông dân tỉnh", "request") in found


def test_a_kind_of_bodies_is_named_with_what_tells_which() -> None:
    body = (
        "1. Mục tiêu cụ thể\n- 80% hộ có chuồng.\nIII. TỔ CHỨC THỰC HIỆN\n"
        "1. Các cơ quan, đơn vị trực tiếp quản lý trại giống có trách nhiệm lập sổ theo dõi đàn.\n"
    )
    agencies = [each.agency for each in _record(body).responsibilities]
    assert agencies == ["Các cơ quan, đơn vị trực tiếp quản lý trại giống"]
