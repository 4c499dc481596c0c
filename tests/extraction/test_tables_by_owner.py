"""Tables whose rows are places or bodies, whose headings stand over figures alone, and what tasks are paid with."""

from __future__ import annotations

from plan_extract.model.facts import Target
from plan_texts import record_of


def _of_rows(body: str) -> list[Target]:
    return [target for target in record_of(body).targets if "|" in target.quote]


def test_works_in_places_have_an_owner_and_a_time_of_their_own() -> None:
    body = """\
I. NHIỆM VỤ
| TT | Điểm bố trí | Chủ đầu tư | Số hộ hiện có | Số hộ bố trí | Vốn đầu tư (triệu đồng) | Hoàn thành |
| 1 | Bản Mới, xã Tam Nông | UBND xã Tam Nông | 12 | 68 | 41.200 | Quý IV/2027 |
| 2 | Khe Sim, xã Yên Lập | UBND xã Yên Lập | 0 | 35 | 22.750 | 2028 |
"""
    assert [(each.measure, each.value, each.year, each.scope, each.agency) for each in _of_rows(body)] == [
        ("Số hộ bố trí", 68, 2027, "Bản Mới, xã Tam Nông", "UBND xã Tam Nông"),
        ("Vốn đầu tư", 41_200_000_000, 2027, "Bản Mới, xã Tam Nông", "UBND xã Tam Nông"),
        ("Số hộ bố trí", 35, 2028, "Khe Sim, xã Yên Lập", "UBND xã Yên Lập"),
        ("Vốn đầu tư", 22_750_000_000, 2028, "Khe Sim, xã Yên Lập", "UBND xã Yên Lập"),
    ]


def test_a_first_row_over_figures_alone_is_the_heading() -> None:
    body = """\
I. NHIỆM VỤ
Biểu 1. Huy động lực lượng (đơn vị tính: người)
| Cụm | Đơn vị | Dân quân | Xung kích |
| 1 | Vùng giữa (Tam Nông, Yên Lập) | 210 | 600 |
| 2 | Các xã còn lại | 95 | 240 |
"""
    assert [(each.measure, each.value, each.scope, each.unit_text) for each in _of_rows(body)] == [
        ("Dân quân", 210, "Vùng giữa (Tam Nông, Yên Lập)", "người"),
        ("Xung kích", 600, "Vùng giữa (Tam Nông, Yên Lập)", "người"),
        ("Dân quân", 95, "Các xã còn lại", "người"),
        ("Xung kích", 240, "Các xã còn lại", "người"),
    ]


def test_what_works_at_a_place_cost_is_of_that_place() -> None:
    body = """\
I. NHIỆM VỤ
Danh mục chỉnh trang (kinh phí tính bằng triệu đồng):
| STT | Chợ | Nội dung | Kinh phí | Hoàn thành | Đơn vị thực hiện |
| 1 | Hồ Sen | Thay mái tôn | 2.850 | 30/8/2027 | Ban Quản lý chợ Hồ Sen |
| 2 | Bến Gỗ | Nâng nền | 1.120 | Quý III/2027 | UBND xã Tam Nông |
| | Cộng | | 3.970 | | |
"""
    found = [(each.measure, each.value, each.year, each.scope) for each in _of_rows(body) if each.unit == "money"]
    assert found == [
        ("Kinh phí", 2_850_000_000, 2027, "Hồ Sen"),
        ("Kinh phí", 1_120_000_000, 2027, "Bến Gỗ"),
        ("Kinh phí", 3_970_000_000, 2030, None),
    ]


def test_indicators_by_number_with_a_column_a_year() -> None:
    body = """\
I. MỤC TIÊU
1. Nâng cao chất lượng phục vụ.

PHỤ LỤC
LỘ TRÌNH THỰC HIỆN CHỈ TIÊU
| Chỉ tiêu | Nội dung | Hiện trạng | Năm 2027 | Năm 2028 | Đơn vị chủ trì |
| 2 | Hồ sơ đúng hạn (%) | 94,6 | 97 | ≥ 99 | Sở Nội vụ |
| 6 | Lượt người được tập huấn (lượt) | - | 1.500 | 5.000 | Sở Y tế |
"""
    assert [(each.measure, each.value, each.comparator, each.year, each.agency) for each in _of_rows(body)] == [
        ("Hồ sơ đúng hạn", 97, "=", 2027, "Sở Nội vụ"),
        ("Hồ sơ đúng hạn", 99, ">=", 2028, "Sở Nội vụ"),
        ("Lượt người được tập huấn", 1500, "=", 2027, "Sở Y tế"),
        ("Lượt người được tập huấn", 5000, "=", 2028, "Sở Y tế"),
    ]


def test_a_chapter_of_a_table_of_tasks_holds_tasks() -> None:
    body = """\
I. MỤC TIÊU
1. Nâng cao chất lượng phục vụ.
II. KẾ HOẠCH TRIỂN KHAI THEO QUÝ
| TT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm |
| 1 | Kiện toàn 18 ban soạn thảo | Sở Nội vụ | Quý I/2027 | Quyết định |
| 2 | Kiểm tra 15 trường | Sở Y tế | Quý II/2027 | Kết luận |
"""
    assert [(each.measure, each.value, each.section) for each in _of_rows(body)] == [
        ("Kiện toàn ban soạn thảo", 18, "tasks"),
        ("Kiểm tra trường", 15, "tasks"),
    ]


def test_a_table_of_owners_and_states_mixed_is_none_of_owners() -> None:
    body = """\
I. MỤC TIÊU
| TT | Nhóm | Năm 2027 (%) | Năm 2028 (%) |
| 1 | Trường Hoa Sen | 20 | 30 |
| 2 | Trường Đạt chuẩn quốc gia | 40 | 50 |
"""
    assert {each.scope for each in _of_rows(body)} == {None}


def test_rows_that_name_a_state_of_bodies_are_indicators() -> None:
    body = """\
I. MỤC TIÊU
| TT | Tiêu chí | Năm 2027 (%) | Năm 2028 (%) |
| 1 | Xã Đạt chuẩn nông thôn mới | 20 | 30 |
| 2 | Trường Đạt chuẩn quốc gia | 40 | 50 |
| 3 | Trạm Y tế đạt chuẩn | 60 | 70 |
"""
    assert [(each.measure, each.scope) for each in _of_rows(body)][::2] == [
        ("Xã Đạt chuẩn nông thôn mới", None),
        ("Trường Đạt chuẩn quốc gia", None),
        ("Trạm Y tế đạt chuẩn", None),
    ]


def test_a_sum_of_money_whose_unit_nothing_names_is_in_doubt() -> None:
    body = """\
V. KINH PHÍ
| TT | Nội dung | Tổng kinh phí | NSTW | Ngân sách tỉnh |
| 1 | Sửa nhà cho hộ nghèo | 12.500 | 10.000 | 2.500 |
"""
    assert [(each.value, each.unit, each.confidence < 0.5) for each in _of_rows(body)] == [
        (12_500, "other", True),
        (10_000, "other", True),
        (2_500, "other", True),
    ]


def test_what_must_come_of_an_indicator_is_its_target_and_who_is_in_charge_acts() -> None:
    body = """\
VI. PHÂN CÔNG
| Chỉ tiêu | Phụ trách | Kết quả cần đạt |
| Tỷ lệ hộ dùng nước sạch | Trung tâm Nước sạch | 75% |
| Thu gom rác thải | Phòng Tài nguyên và Môi trường | ≥ 90% |
"""
    assert [(each.measure, each.value, each.comparator, each.agency) for each in _of_rows(body)] == [
        ("Tỷ lệ hộ dùng nước sạch", 75, "=", "Trung tâm Nước sạch"),
        ("Thu gom rác thải", 90, ">=", "Phòng Tài nguyên và Môi trường"),
    ]


def test_a_column_of_units_beside_tasks_names_nobody() -> None:
    body = """\
I. NHIỆM VỤ
| STT | Nhiệm vụ | Đơn vị | Kinh phí |
| 1 | Trồng cây xanh | Cây | Ngân sách |
| 2 | Sửa đường | km | Ngân sách |
"""
    assert record_of(body).responsibilities == ()
    named = body.replace("Cây", "Phòng Kinh tế").replace("km", "Công an xã")
    assert [each.agency for each in record_of(named).responsibilities] == ["Phòng Kinh tế", "Công an xã"]
