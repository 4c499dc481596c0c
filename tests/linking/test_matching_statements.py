"""Single statements to indicators: every set by its own figures, and the rules that they showed to be missing."""

from collections import Counter

import pytest
from matching_statements import FOLDER, Statement, make_statement, read_statements

from plan_extract.linking.catalogue import CatalogueIndicator, load_catalogue
from plan_extract.linking.indicators import indicator_matcher
from plan_extract.linking.measure_words import load_words
from plan_extract.model import Target

SETS = sorted(path.stem for path in FOLDER.glob("*.yml"))


def match(statement: Statement) -> str | None:
    return match_target(statement.target)


def match_target(target: Target) -> str | None:
    (found,) = indicator_matcher().match_plan([target])
    return found.key


@pytest.mark.parametrize("name", SETS)
def test_precision_and_recall(name: str) -> None:
    """The floors of the matching key, on sets whose first looks stand in docs/indicators.md."""
    found: Counter[str] = Counter()
    for statement in read_statements(name):
        key = match(statement)
        found["right"] += key is not None and key == statement.key
        found["wrong"] += key is not None and key != statement.key
        found["missed"] += statement.key not in (None, key)
    assert found["right"] >= 0.98 * (found["right"] + found["wrong"])
    assert found["right"] >= 0.93 * (found["right"] + found["missed"])


@pytest.mark.parametrize("name", SETS)
def test_sets_are_keyed_with_indicators_of_the_catalogue(name: str) -> None:
    statements = list(read_statements(name))
    known = {indicator.key for indicator in load_catalogue()}
    assert {statement.key for statement in statements} - {None} <= known
    assert len(statements) >= 60
    assert len({statement.field for statement in statements}) >= 6
    assert sum(statement.key is None for statement in statements) >= 20


KINDS = {"count": "change %", "/1.000": "‰", "money": "triệu đồng", "năm": "tuổi"}


def match_as_named(indicator: CatalogueIndicator, form: str) -> str | None:
    """What an indicator's own name in a sentence is matched with, in the indicator's kind of unit."""
    kind = "change %" if indicator.quantity == "change" else KINDS.get(indicator.unit, indicator.unit)
    return match_target(make_statement(f"{form.format(indicator.name)} | {kind}"))


@pytest.mark.parametrize(
    "form",
    [
        "{} là vận động viên thể thao", "{} đối với ngư dân", "{} là người nước ngoài", "{} tại các điểm du lịch",
        "{} trong vùng đồng bào có đạo", "{} là con công nhân", "{} tại cơ sở cai nghiện", "kinh phí thực hiện {}",
        "số tiền chi cho {}", "phần mềm theo dõi {}", "chuyên đề về {}", "mô hình {} được nhân rộng",
        "{} được nghiệm thu", "{} được vinh danh", "{} bị thu hồi", "cán bộ phụ trách {}",
    ],
)  # fmt: skip
def test_what_makes_another_measure_of_a_name(form: str) -> None:
    """Another group, place, thing or deed beside the name of an indicator: next to none is taken for it."""
    indicators = load_catalogue()
    assert sum(match_as_named(indicator, form) == indicator.key for indicator in indicators) <= 0.05 * len(indicators)


@pytest.mark.parametrize(
    "form",
    [
        "phấn đấu {}", "{} trên địa bàn xã", "{} theo chỉ tiêu được giao", "{} của huyện năm 2026", "{} tại địa phương",
        "{} cao hơn bình quân chung của tỉnh", "tiếp tục nâng cao tỷ lệ {}",
    ],
)  # fmt: skip
def test_what_leaves_a_name_as_it_is(form: str) -> None:
    indicators = [indicator for indicator in load_catalogue() if match_as_named(indicator, "{}") == indicator.key]
    assert len(indicators) > 150
    kept = sum(match_as_named(indicator, form) == indicator.key for indicator in indicators)
    assert kept >= 0.97 * len(indicators)


@pytest.mark.parametrize(
    ("scope", "key"),
    [
        ("độ tuổi 15 - 60", "literacy-15-60-level-1"),
        ("độ tuổi 15 - 25", None),
        ("từ 15 đến 35 tuổi", None),
        ("các xã vùng cao", "literacy-15-60-level-1"),
    ],
)
def test_the_age_that_a_value_is_for(scope: str, key: str | None) -> None:
    target = make_statement("tỷ lệ người biết chữ mức độ 1 | %").model_copy(update={"scope": scope})
    assert match_target(target) == key


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ("xã không đạt chuẩn nông thôn mới | %", None),
        ("không còn xã dưới 15 tiêu chí nông thôn mới | zero", "low-criteria-communes"),
        ("trường học có nhà vệ sinh cho học sinh | %", "school-sanitation"),
        ("hồ sơ thủ tục hành chính tiếp nhận tại bộ phận một cửa | %", None),
        ("sản phẩm OCOP lên sàn thương mại điện tử | sản phẩm", None),
        ("dân số có hồ sơ sức khỏe điện tử trong trường học | %", None),
        ("thủ tục hành chính có hồ sơ nộp trực tuyến | %", None),
        ("trẻ em trai hoàn thành cấp trung học cơ sở | %", None),
        ("học sinh nữ hoàn thành cấp trung học cơ sở | %", "girls-lower-secondary-completion"),
        ("hộ tái nghèo | %", None),
    ],
)
def test_what_is_denied_turned_round_or_of_another_group(statement: str, key: str | None) -> None:
    assert match_target(make_statement(statement)) == key


@pytest.mark.parametrize(
    ("measure", "tokens"),
    [
        ("độ che phủ của rừng", ("che-phủ-rừng",)),
        ("nhà tiêu bảo đảm hợp vệ sinh", ("nhà-tiêu",)),
        ("xã NTM kiểu mẫu", ("xã", "kiểu-mẫu")),
        ("xã Ngọc Liên", ("xã",)),
        ("trẻ em bị chết đuối", ("trẻ", "tử-vong", "đuối-nước")),
        ("trẻ em từ 5 đến 17 tuổi tham gia lao động", ("lao-động-trẻ-em", "5-17t")),
        ("trẻ dưới 60 tháng tuổi", ("trẻ", "<5t")),
        ("hồ sơ công việc, trừ hồ sơ mật", ("hồ-sơ", "công-việc")),
        ("thôn có Tổ CNSCĐ", ("thôn", "tổ-công-nghệ-số")),
        ("số hộ cận nghèo", ("hộ-cận-nghèo",)),
        ("rác thải nhựa được thu gom", ("rác-nhựa", "thu-gom")),
    ],
)
def test_words_of_a_measure(measure: str, tokens: tuple[str, ...]) -> None:
    assert load_words().words(measure).tokens == tokens


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("vụ việc xâm hại trẻ em được xử lý kịp thời", {"xử-lý"}),
        ("trẻ em có hoàn cảnh đặc biệt được chăm sóc, nuôi dưỡng", {"chăm-sóc", "nuôi"}),
        ("người dân được cấp thẻ bảo hiểm y tế", set()),
        ("tỷ lệ hộ nghèo", set()),
    ],
)
def test_what_is_done_with_the_things_measured(measure: str, said: set[str]) -> None:
    assert load_words().words(measure).predicates == said


@pytest.mark.parametrize(
    ("measure", "asides", "narrowing"),
    [
        ("DNNVV sử dụng nền tảng số trong sản xuất", set(), set()),
        ("DNNVV sử dụng nền tảng số thông qua hiệp hội", {"hiệp", "hội"}, set()),
        ("dân số có hồ sơ sức khỏe điện tử trong trường học", set(), {"trường-học"}),
        ("chỉ số cải cách hành chính (PAR INDEX)", set(), set()),
        ("trẻ em được tiêm vắc xin (MR)", {"mr"}, set()),
        ("nữ trong tổng số lao động có việc làm", {"lao-động"}, set()),
        ("lao động qua đào tạo ngành điện tử", set(), {"điện-tử"}),
        ("trẻ sơ sinh tử vong do uốn ván", set(), {"uốn", "ván"}),
    ],
)
def test_what_explains_and_what_narrows_a_measure(measure: str, asides: set[str], narrowing: set[str]) -> None:
    words = load_words().words(measure)
    assert (words.asides, words.narrowing) == (asides, narrowing)


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ("tỷ lệ thất nghiệp ở nông thôn", "unemployment-rate"),
        ("dân số tham gia bảo hiểm y tế ở thành thị", "health-insurance-coverage"),
        ("tỷ lệ người dân được khám sức khỏe ở thành thị", None),
    ],
)
def test_a_part_of_the_country_that_the_indicator_is_given_for(statement: str, key: str | None) -> None:
    (found,) = indicator_matcher().match_plan([make_statement(f"{statement} | %")])
    assert found.key == key
