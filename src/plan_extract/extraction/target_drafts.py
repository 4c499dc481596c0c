"""A target being made: a quantity with the words and marks read around it."""

from __future__ import annotations

from plan_extract.extraction.agencies_wording import wording
from plan_extract.extraction.bounds import bound_apart, refused
from plan_extract.extraction.clauses import Clause, words
from plan_extract.extraction.count_nouns import read_count_noun
from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.measures import (
    behind_with,
    blank_spans,
    clean_left,
    clean_right,
    clean_start,
    end_of_means,
    is_annual,
    join_words,
    noise_spans,
)
from plan_extract.extraction.movement import read_movement
from plan_extract.extraction.place_names import read_opening_place
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.target_context import Context
from plan_extract.extraction.target_leads import HERD, OCCASIONS, add_lead, take_indicator
from plan_extract.extraction.years import YearMention
from plan_extract.normalising import expressions as regex


def make_draft(
    context: Context, text: str, match: str, clause: Clause, years: list[YearMention], cut: list[tuple[int, int]]
) -> Draft:
    quantity = clause.quantity
    placed = _PLACED_IN_BRACKET.match(match, quantity.end, clause.end)
    if placed is not None and words("scope-start").match(placed["scope"]):
        cut = [*cut, placed.span()]
    else:
        placed = None
    if apart := _APART.search(match, quantity.end, clause.end):
        cut = [*cut, apart.span()]
        years = [m for m in years if not apart.start() <= m.start < apart.end()]
    noise = noise_spans(match, [m for m in years if m.start >= clause.start]) + cut
    left = blank_spans(text[clause.start : quantity.start], noise, clause.start)
    left_match = blank_spans(match[clause.start : quantity.start], noise, clause.start)
    if means := end_of_means(left_match):
        left, left_match = " " * means + left[means:], " " * means + left_match[means:]
    right = blank_spans(text[quantity.end : clause.end], noise, quantity.end)
    right_match = blank_spans(match[quantity.end : clause.end], noise, quantity.end)
    if noted := _FOOTNOTE.match(right_match) if quantity.unit == "%" else None:
        blank = " " * noted.end()
        right, right_match = blank + right[noted.end() :], blank + right_match[noted.end() :]
    own_left = clean_left(left, left_match)
    own_left = behind_with(own_left)
    if not context.in_goals and _COMMA_BEFORE.search(left_match) and _SUBJECT_OF_ITS_OWN.match(right_match):
        own_left = ""  # "Thành lập đoàn kiểm tra, ít nhất 26 trường được kiểm tra"
    own_right = clean_right(right, right_match, more_behind=_bound_by_more(match, quantity))
    if own_left and (step := _NEXT_TASK.match(right_match)) and words("weak-start").match(right_match, step.end()):
        own_right = ""
    if (paced := _PACE.match(right_match)) and words("weak-start").match(right_match, paced.end()):
        own_right = clean_right(right[: paced.start("comma")], right_match[: paced.start("comma")])
    if not context.in_goals and _opens_with_task(own_left.lower()):
        own_right = _first_task(own_right)
        own_left = _last_task(own_left)
    elif not context.in_goals and left_match.rstrip().endswith("duy trì"):
        own_right = _first_task(own_right)
    if (
        left_match.rstrip().endswith(" cho")
        and quantity.unit in ("%", "count", None)
        and own_left
        and own_right
        and not words("head").match(own_left.lower())
    ):
        own_left += " cho"
    told = own_left.count(" ") > 1 or _NAMES_MONEY.search(own_left.lower()) is not None
    if quantity.unit == "money" and (own_left or not clause.first) and (funded := _FUNDED.match(own_right.lower())):
        purpose = _PAID_FOR.search(own_right, funded.end())
        own_right = own_right[purpose.start() :].strip() if purpose else own_right[: funded.start()]
    if quantity.unit == "money" and not own_right and own_left and not told and (source := _FROM_SOURCE.match(right)):
        own_right = source.group().strip()
    if quantity.unit in (None, "count"):
        own_right = _OF_SO_MANY.sub("", _RECIPIENTS.sub(r"\1", own_right))
    if quantity.unit in (None, "count") and _names_again(own_left.lower(), own_right.lower()):
        own_right = ""
    few = clause.first and not own_left and len(own_right.split()) <= 2 and quantity.unit not in ("%", "ratio")
    alone = own_left.count(" ") <= 1 and (
        few or _PER_TIME.match(right_match) or regex.fullmatch(r"mỗi \p{L}+", own_left.lower())
    )
    alone = (
        alone or _NAMES_SIZE.fullmatch(own_left.lower()) is not None or _MEETS.fullmatch(own_left.lower()) is not None
    )
    few = few or _NAMES_SIZE.fullmatch(own_left.lower()) is not None
    if alone and (few or _OCCASION.match(right_match)) and clause.first and clause.start > clause.floor:
        noise = noise_spans(match, [m for m in years if m.start < clause.start]) + cut
        earlier = clean_left(
            blank_spans(text[clause.floor : clause.start], noise, clause.floor),
            blank_spans(match[clause.floor : clause.start], noise, clause.floor),
        )
        own_left = join_words(earlier, own_left)
    noun = " ".join(own_right.lower().split()[:1])
    own_right = _without_unit(own_left, own_right, left_match, match, quantity)
    if quantity.unit == "rank":
        own_left, own_right = _AMONG_RANKS.sub("", own_left), own_right
        own_right = own_right if own_left else _ABOUT.sub("", own_right)
    own_left, quantity = bound_apart(*refused(own_left, quantity))
    if not own_left and quantity.rule == "unit.things-for-things":
        own_left = printed_unit(text, match, quantity).split("/")[0].strip()
    direction, change = read_movement(match, clause, left_match, right_match)
    draft = Draft(
        quantity, clause.start, clause.end, own_left, own_right, right_match, join_words(own_left, own_right), direction, change,
        _own_years(quantity, clause, years), quantity.annual or _is_annual(quantity, match[min(clause.start, clause.floor) : clause.end] if clause.first else match[clause.start : clause.end]),
    )  # fmt: skip
    draft.year_behind = any(m.start >= quantity.end - 1 and not m.compared and m.start < clause.end for m in years)
    draft.noun = noun
    if change and draft.left.lower().endswith(" bình quân"):
        draft.left = draft.left[: -len(" bình quân")]
        draft.measure = join_words(draft.left, draft.right)
    draft.special = bool(regex.match(r"\s*(?:và |trong đó,? )?riêng\b", left_match))
    _split_scope(draft, clean_start(left, left_match))
    if placed is not None:
        draft.scope = text[placed.start("scope") : placed.end("scope")].strip()
    told_apart = draft.scope is None and not draft.right and (not clause.only or ";" in match)
    if told_apart and (work := _WORK.fullmatch(draft.left)):
        draft.scope, draft.left = work["work"], work["size"]
        draft.measure = work["size"]  # "hồ Sông Than (huyện Ninh Sơn) dung tích 85 triệu m3"
    else:
        add_lead(draft, text, match, clause, context)
    if not draft.measure and context.in_goals:
        take_indicator(draft, context.item.parent)
    if not draft.measure and quantity.unit == "rank" and "hạng" in (quantity.unit_text or ""):
        draft.measure = text[quantity.start : quantity.figure_start].strip()
    if not draft.measure and quantity.unit == "ratio" and quantity.unit_text:
        draft.measure = printed_unit(text, match, quantity).split("/")[0].strip()
    return draft


# "2.970 hộ được giao đất, riêng các xã biên giới hoàn thành trước năm 2029": a case of its own, of another year.
_APART = regex.compile(
    r",\s+riêng\s+(?:\p{L}+,? ){1,12}(?:trước|trong|vào|đến) năm 20\d\d\b[^,;.]*"
    r"|,\s+(?:số|phần|\d{1,3} \p{L}+|các \p{L}+) còn lại\s[^;.%\d]{0,60}(?:20\d\d\b|(?=[;.]|$))[^;.%\d]*(?=[;.]|$)"
)
# "dưới 10% (khu vực nội thành)": where the value holds.
_PLACED_IN_BRACKET = regex.compile(r"\s*\((?:(?:ở|tại|đối với|riêng) )?(?P<scope>[^()\d,;]{3,40})\)")
# "dưới 24%1;": the number of a footnote that stuck to the figure.
_FOOTNOTE = regex.compile(r"\d{1,2}(?=\s*(?:[;,.]|$))")
# "xếp thứ 25 về chỉ số ...": the preposition is no word of the measure.
_ABOUT = regex.compile(r"^về\s+", regex.IGNORECASE)
_AMONG_RANKS = regex.compile(
    r"(?:^|\s+)(?:(?:nằm|đứng|lọt|xếp|duy trì|giữ|giữ vững|có tên|đạt|phấn đấu) )*(?:trong|vào|thuộc|đứng|nằm|lọt|duy trì|giữ vững)(?: top)?$",
    regex.IGNORECASE,
)
# "mở 02 lớp cho 60 học viên": how many they are is no word of what is counted.
_RECIPIENTS = regex.compile(r"\b(cho|với)(?: (?:khoảng|hơn|trên|gần))* \d[\d.]*(?: lượt)?(?= (?!tuổi|tháng|năm)\p{L})")
# "bố trí 450 triệu đồng từ dự toán của ...": where money comes from.
_FUNDED = regex.compile(
    r"(?:(?:được )?(?:bố trí|cân đối|trích|lấy|sử dụng) )?(?:từ|bằng) (?:các |nguồn |nguồn vốn )*(?:nguồn|ngân sách|kinh phí|dự toán|vốn|quỹ|nguồn thu)\b"
)
# "bố trí 450 triệu đồng từ ngân sách xã hỗ trợ xây dựng điểm tập kết": the verb alone says too little.
_FROM_SOURCE = regex.compile(r"\s*(?:từ|bằng|trong) [^,;.()\d]{4,110}", regex.IGNORECASE)
_NAMES_MONEY = regex.compile(r"kinh phí|vốn|ngân sách|tiền|chi phí|giá trị|mức")
_PAID_FOR = regex.compile(r"\s(?:để|(?<!giao )cho|nhằm)\s", regex.IGNORECASE)
_COMMA_BEFORE = regex.compile(r",\s+(?:phấn đấu |bảo đảm |đảm bảo )?(?:ít nhất|tối thiểu|trên|khoảng|có)?\s*$")
_SUBJECT_OF_ITS_OWN = regex.compile(r"\s*\p{L}+(?: \p{L}+){0,4} (?:được|có|đạt|bị)\s")
# "đạt 100% và triển khai ...": the next task.
# "20 phiên giao dịch/năm, kết nối trực tuyến ...": so is what follows how often a thing is done.
_PACE = regex.compile(r"\s*[\p{L} ]{2,60}\s?/\s?(?:năm|tháng|quý|học kỳ|tuần|đợt)(?P<comma>,|\s+và)\s+")
_NEXT_TASK = regex.compile(r"\s*và\s+")
_PROPER_PART = regex.compile(
    r"^(?:(?:huyện|thị xã|thành phố|quận|xã|phường|thị trấn|thôn)\s)?\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){1,3}$"
)
_ATTAINS = regex.compile(r"\b(?:đạt|là|còn|xuống|lên|ở mức|không quá|không dưới)\s*(?:được|mức|từ)?\s*$")
_NAMES_PEOPLE = regex.compile(
    r"^(?:\W*phấn đấu )?tuyển (?:sinh|dụng|quân)|\b(?:lao động|học viên|đảng viên|hội viên|học sinh|đối tượng|còn lại)$"
)


def _without_unit(left: str, right: str, left_match: str, match: str, quantity: Quantity) -> str:
    """The words behind a figure without a noun that is only its unit: "số hộ nghèo còn 12 hộ", "phát ... 3 lần/tuần"."""
    bare = right.lower()
    if quantity.unit not in (None, "count", "ratio") or not left or not bare:
        return right
    noun = read_count_noun(match, match, quantity.end)
    measured = bool(words("head").match(left.lower())) or bool(_ATTAINS.search(left_match))
    if bare in ("con", "quả") and (measured or HERD.match(left) or left.count(" ")):
        return ""
    part = bool(regex.match(r"\W*(?:trong đó |và )*riêng\b", left_match)) or bool(_PROPER_PART.match(left))
    if part and noun is not None and bare == noun:
        return ""
    if noun is None or bare not in (noun, noun.partition("/")[0].strip()):
        return right
    counted = bare in OCCASIONS or (bare in ("người", "lượt người") and bool(_NAMES_PEOPLE.search(left.lower())))
    counted = counted or (bare == "lượt người" and " cho " in left)
    often = bare in ("lần", "lượt") and wording("stop").match(left.lower()) is not None
    return "" if often or ((measured or counted) and left.count(" ") >= 2) else right


_WORK = regex.compile(
    r"(?P<work>(?i:hồ|đập|trạm bơm|hệ thống|tuyến|kênh|đường|cầu|nhà máy|kè|đê|cống|cụm công nghiệp|khu công nghiệp|công viên)\s"
    r"[^,;.]*?(?:\p{Lu}\p{Ll}*[^,;.]{0,40}?|\)))\s+(?P<size>(?:tổng )?(?:dung tích|chiều dài|dài|tưới|công suất|diện tích(?: tưới)?|quy mô))"
)


_SUBJECT_PLACE = regex.compile(
    r"^(?P<place>(?:toàn |các |những )?(?:cấp|(?:xã|huyện|quận|tỉnh)(?! (?:đoàn|đội|ủy)\b)|phường|thị trấn|thị xã|thành phố|khu vực|vùng|địa bàn|tuyến|thôn|đặc khu)\b[^,;:]{0,60}?)"
    r"\s+(?:phấn đấu |tiếp tục )*(?:kéo giảm|giảm|duy trì|tăng|nâng|giữ|có|đạt)(?:\s+(?P<rest>.*))?$",
    regex.IGNORECASE,
)


def _is_annual(quantity: Quantity, match: str) -> bool:
    """Whether a clause holds every year; the pace of a part of its description, or in a bracket, does not matter."""
    match = _PACE_ASIDE.sub("", match)
    return is_annual(_OFTEN.sub("", match) if quantity.unit in ("%", "ratio") else match)


_PACE_ASIDE = regex.compile(r"\([^()]*\d[^()]*(?:/năm|mỗi năm)[^()]*\)")
_OFTEN = regex.compile(r"\d{1,3} (?:lần|lượt|buổi|giờ|ngày|đợt)\s?(?:/|mỗi |một )\s?năm")


def _bound_by_more(match: str, quantity: Quantity) -> bool:
    """Whether the bound is a "trở lên" behind the figure's noun, which is no word of the measure."""
    ahead = match[quantity.start : quantity.figure_start].strip()
    return quantity.comparator in (">=", "<=") and ahead in ("", "từ")


def _split_scope(draft: Draft, raw: str) -> None:
    """ "các xã khu vực III giảm tỷ lệ hộ nghèo 2%": the place is the scope, not part of the measure.

    So it is in "Tại thành phố Hà Nội, nồng độ bụi đạt ...", "Đối với vùng cao, 90% hộ ...".
    """
    if (opening := read_opening_place(raw)) is not None:
        rest = clean_left(raw[opening.rest :], raw[opening.rest :].lower())
        if rest or draft.right:
            draft.scope, draft.left = raw[opening.start : opening.end].strip(), rest
            draft.measure = join_words(rest, draft.right)
        return
    if draft.quantity.unit == "ratio" and draft.quantity.rule == "unit.part-of-total":
        return
    found = _SUBJECT_PLACE.match(raw)
    if not found or raw.lower().startswith("xã hội"):
        return
    rest = clean_left(found.group("rest") or "", (found.group("rest") or "").lower())
    place = found.group("place")
    if not rest and not draft.right:
        return
    draft.scope = None if place.lower().startswith("toàn ") else place
    draft.left = rest
    draft.measure = join_words(rest, draft.right)


_OCCASION = regex.compile(r"\s*(?:lần|lượt|buổi|phút|giờ|số|kỳ|tin|bài|chuyên mục|\p{L}+(?: \p{L}+)?\s?/)")


_PER_TIME = regex.compile(r"\s*\p{L}+(?: \p{L}+)?\s?/\s?(?:ngày|tuần|tháng|quý|học kỳ|năm|lần|lượt)")


# ", chiều dài 3,2 km", ", quy mô 15.000 phiếu", ", mỗi quý họp ít nhất 01 lần": of what, the words before the comma say.
_NAMES_SIZE = regex.compile(r"(?:với )?(?:tổng )?(?:chiều dài|quy mô|trị giá|công suất|dung tích|chiều rộng)")
_MEETS = regex.compile(r"mỗi (?:tuần|tháng|quý|năm) (?:họp|sinh hoạt|giao ban|luyện tập)")
_EACH_OF = regex.compile(r"mỗi \p{L}+(?: \p{L}+)? ")


def _opens_with_task(left: str) -> bool:
    """Whether the words before a value open with a task's verb, behind whom it is told of ("mỗi tổ phụ trách ...")."""
    each = _EACH_OF.match(left)
    return words("weak-start").match(left, each.end() if each else 0) is not None


# "tự quản 03 tuyến đường và vận động hội viên trồng cây": the next task.
_AND_TASK = regex.compile(
    r"\s+và (?:vận động|tổ chức|phối hợp|tuyên truyền|bố trí|hướng dẫn|kiểm tra|triển khai|ban hành|thành lập|lắp đặt|hoàn thành)\s",
    regex.IGNORECASE,
)


# "01 đội xung kích từ 05 đến 07 người": how many there are in each is told apart.
_OF_SO_MANY = regex.compile(r"\s+từ 0?\d{1,2} đến 0?\d{1,3} (?:người|thành viên).*$", regex.IGNORECASE)


def _first_task(right: str) -> str:
    """The words behind a counted thing up to the next task ("cắm 14 biển ..., mở 01 lớp")."""
    if (joined := _AND_TASK.search(right)) and right[: joined.start()].count(" ") > 0:
        right = right[: joined.start()]
    for comma in regex.finditer(r",\s+", right):
        if words("weak-start").match(right.lower(), comma.end()):
            return right[: comma.start()]
    return right


def _names_again(left: str, right: str) -> bool:
    """ "giảm số vụ cháy xuống 5 vụ": the counted noun stands in the measure already."""
    if not right or right.count(" ") >= 2 or right not in left:
        return False
    return regex.search(rf"\bsố(?: lượng)? {regex.escape(right)}\b", left) is not None


def _last_task(left: str) -> str:
    """The verb right before a counted thing, where another task stands before it ("soạn văn bản và mở 3 lớp")."""
    head, joined, verb = left.rpartition(" và ")
    return verb if joined and head.count(" ") > 1 and verb.count(" ") < 3 and _ends_in_task(verb) else left


def _ends_in_task(verb: str) -> bool:
    found = words("weak-start").match(f"{verb.lower()} ")
    return found is not None and not verb[found.end() :].strip()


def _own_years(quantity: Quantity, clause: Clause, years: list[YearMention]) -> tuple[int, ...]:
    """Years printed in the clause: the first behind the quantity, or else the last before it."""
    usable = [m for m in years if not m.compared and clause.start <= m.start < clause.end]
    behind = [m for m in usable if m.start >= quantity.end - 1]
    if behind:
        return behind[0].years
    before = [m for m in usable if m.end <= quantity.start + 1]
    return before[-1].years if before else ()


def printed_unit(text: str, match: str, quantity: Quantity) -> str:
    at = match.find(quantity.unit_text or "", quantity.start)
    if at < 0 or quantity.unit_text is None:
        return quantity.unit_text or ""
    return text[at : at + len(quantity.unit_text)]
