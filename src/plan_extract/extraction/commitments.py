"""Commitments told from other numbers: tense, condition, recipients and descriptions decide."""

from __future__ import annotations

from plan_extract.extraction.clauses import Clause, words
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.years import find_years
from plan_extract.normalising import expressions as regex

_NOUN_BEHIND = regex.compile(r"\s*[/\p{L}\"']")
_TIME_LIMIT = regex.compile(
    r"(?:trong vòng|trong thời hạn|trong thời gian|thời hạn|chậm nhất|sau|quá|trước|kể từ|cách nhau|liên tiếp|liên tục|trong|cứ|kéo dài|khoảng thời gian|định kỳ|trên|dưới|kỳ|hết)\s*(?:là |sau |tối đa |ít nhất |không quá )*$"
)
_OBLIGES = regex.compile(r"\b(?:phải|không quá|tối đa|tối thiểu|ít nhất|đáp ứng|từ|bình quân)\b")
_DESCRIBES = regex.Screened(
    r"\b(?:các|những|của) (?:dự án|đơn vị|chủ đầu tư|địa phương|công trình|gói thầu)\b[^,;]{0,30} (?:giải ngân|đạt|hoàn thành)\s*$|"
    r"\b(?:những|ở|tại|đối với|cho|của|nơi) [^;]{0,60}\bcó (?:tỷ lệ|số|mức|diện tích|quy mô)[^,;]{0,30}$"
)
# "Tỷ lệ giải ngân của các dự án đạt 95%": what is measured, no description.
_MEASURES = regex.compile(
    r"\W*(?:(?:phấn đấu|bảo đảm|đảm bảo|nâng|giảm|tăng|duy trì|và) )*(?:tỷ lệ|tỉ lệ|tỷ trọng|số|mức|tổng)\s"
)
# "Hộ có thu nhập dưới 1,5 triệu đồng/tháng được hỗ trợ": whom something is for.
_WHO_HAS = regex.Screened(
    r"\bcó (?:thu nhập|tỷ lệ|số|mức|diện tích|quy mô|vốn|từ)\b[^,;]{0,20}$"
    r"|\p{L}(?<!phấn đấu|đảm bảo|bảo đảm|tỉnh|huyện|xã|phường|thành phố) có\s*$"
)
_PLEDGES = regex.compile(
    r"\b(?:phấn đấu|bảo đảm|đảm bảo|đến năm|vào năm|năm 20|mục tiêu|chỉ tiêu|duy trì|nâng|đưa|tối thiểu|ít nhất|100%)"
)
# "17 xã đã được công bố tình huống khẩn cấp", "60.000 hộ bị ảnh hưởng": a group that is there, no promise.
_EXISTING = regex.compile(
    r"\s*\p{L}+(?:,? \p{L}+){0,3} (?:đã (?:được|bị|công bố|có)|bị (?:ảnh hưởng|thiệt hại|ngập|cô lập|thương))\b"
)
_TELLS = regex.compile(r"\b(?:có|còn|gồm|chiếm|đã)\s*$")
_TEACHES = regex.compile(
    r"\b(?:chi trả|giao|phân bổ|hướng dẫn|thông báo|tập huấn|bồi dưỡng|tuyên truyền|truyền thông|phổ biến|hội nghị|hội thảo)\b"
)
# "Đào tạo, bồi dưỡng cho 6.000 lượt người", "giải quyết việc làm cho 210 lao động": they are what is promised.
_TRAINS = regex.compile(
    r"\W*(?:giải quyết|tạo)(?: \p{L}+)? việc làm(?: \p{L}+){0,4} cho\b|"
    r"\W*(?:(?:tiếp tục|đẩy mạnh|và|tuyển sinh|đào tạo lại|đào tạo|bồi dưỡng),?\s+)*(?:đào tạo|bồi dưỡng)(?: (?:\p{L}+|-)){0,8} cho\b"
)
_TODAY = regex.compile(r"[\s\-+•]*(?:hiện nay|hiện tại|đến nay|tính đến nay|thời gian qua|thực tế)\s*,")
_NORM = regex.Screened(
    r"\b(?:(?<!so với )định mức|theo mức|(?<!nâng )(?<!tăng )(?<!điều chỉnh )mức chuẩn|chuẩn nghèo(?= (?:là|từ|mới|khu vực|thành thị|nông thôn)|\s*$)|(?<!nâng )(?<!tăng )(?<!điều chỉnh )đơn giá|theo quy định tại|mức phạt|mức tối đa đối với|công thức|thang điểm|mức thưởng|giải nhất|giải nhì|giải thưởng)\b"
)


def commits(match: str, clause: Clause, left: str, section: str, in_goals: bool, period_start: int | None) -> bool:
    """Whether the quantity of a clause is one that the plan commits somebody to reach or keep."""
    quantity = clause.quantity
    before = match[clause.start : quantity.start]
    behind = match[quantity.end : clause.end]
    if _is_past(match, clause, period_start, in_goals) or _NORM.search(before):
        return False
    if section in ("requirements", "other") and _goes_on_telling(match, clause):
        return False
    if _told_before_period(match, clause, period_start):
        return False
    if quantity.unit == "score" and "thang điểm" in match[match.rfind(".", 0, clause.start) + 1 : quantity.start]:
        return False
    if words("condition").search(match[_sentence_start(match, clause.start) : quantity.figure_start]):
        return False
    if regex.search(r"\bnếu\b", before) or (_FORECAST.search(before) and "phấn đấu" not in before):
        return False
    if regex.search(r"\bcó thể\b", behind) and not regex.search(r"\bphấn đấu\b", before):
        return False
    if quantity.unit == "rank":
        return True
    if not in_goals and _is_told(match, clause, before, behind):
        return False
    if quantity.unit == "time":
        if not clause.first and before.strip(" ,") == "thời gian":
            return False  # "lập hồ sơ cấp giấy ..., thời gian không quá 60 ngày": a limit on what is done
        return (
            goes_on_in_time(match, before, clause) or _leads_mean_time(match, clause.lead) or _is_time_measure(before)
        )
    if quantity.unit in ("%", "ratio"):
        return _is_rate_commitment(match, clause, before, section)
    if in_goals and quantity.unit is None and clause.lead is not None and not behind.strip(" .;,"):
        lead = match[clause.lead[0] : clause.lead[1]]
        years = [year for mention in find_years(lead) for year in mention.years]
        past = bool(years) and period_start is not None and max(years) < period_start
        if not past and _TELLS_NUMBER.fullmatch(lead) and not before.strip(" :"):
            return True  # "Số trang trại vào năm 2027: 70"
    return _is_count_commitment(clause, before, behind, left, section, in_goals)


# "Nhu cầu điện dự báo tăng 9%" foretells; "độ tin cậy dự báo đạt 80%" measures how well that is done.
_FORECAST = regex.compile(
    r"(?<!\b(?:tin cậy|bản tin|công tác|chính xác|chất lượng|số liệu|mô hình|năng lực|hoạt động|nghiệp vụ|kết quả|tin|và|kịp thời) )"
    r"\bdự báo (?:sẽ )?(?:tăng|giảm|đạt)\b[^,;]*$"
)
# "mức hỗ trợ 360.000 đồng/tháng theo Nghị định ...": a norm that somebody else has set.
_SET_AMOUNT = regex.compile(r"\bmức\b[^,;]{0,40}$")
_SET_BY = regex.compile(r"\s*(?:/\p{L}+)*\s*theo\b")
_OF_WAGE = regex.compile(r"\s*(?:của )?(?:mức )?lương (?:cơ sở|tối thiểu)")
# "chở quá 10% tải trọng": what goes beyond a limit; "không quá", "vượt quá" are bounds.
_BEYOND = regex.compile(r"\bquá\s*$")


# "chỉ đạo 15 đồn biên phòng lập danh sách": those directed are no aim.
_DIRECTS = regex.compile(r"\bchỉ đạo(?: các)?\s*$")


def _is_told(match: str, clause: Clause, before: str, behind: str) -> bool:
    """What a plan only tells: a superior's aim, what a board is made up of, who attends, a norm, a limit that is broken."""
    quantity = clause.quantity
    opening = match[_sentence_start(match, clause.start) : quantity.start]
    if words("quoted").search(opening) or _BEYOND.search(before) or words("selects").search(before):
        return True
    if _OF_WAGE.match(behind):
        return True
    if quantity.unit == "money":
        return bool(_SET_AMOUNT.search(before) and _SET_BY.match(behind))
    if quantity.unit not in (None, "count", "area"):
        return False
    if words("facts").search(before) or (words("today").search(before) and not _PLEDGES.search(opening)):
        return True
    attends = clause.lead is not None and words("attendance").search(match[clause.lead[0] : clause.lead[1]])
    return bool(attends or words("composed").search(before))


# "danh sách hộ có doanh thu từ 3 tỷ đồng/năm trở lên", "doanh nghiệp có từ 1.000 lao động trở lên": which are meant.
_OF_SIZE = regex.compile(
    r"\b(?:gửi|danh sách|vận động|khuyến khích|rà soát|thống kê|kiểm tra|giám sát|hướng dẫn|đối với|với|các|những) (?:\p{L}+ ){1,8}có"
    r"(?: (?:doanh thu|thu nhập|vốn|vốn điều lệ|quy mô|diện tích|tổng mức đầu tư|số lao động|công suất|sản lượng|mức tiêu thụ))?\s*$"
    r"|\b(?:ở|tại|những) nơi\b[^;.]{0,60}\bcó\s*$|\d\s?% \p{L}+(?: \p{L}+)? có\s*$"
)
# "cho tàu có công suất đến 400 CV cập cảng": which ships.
_OF_POWER = regex.compile(
    r"\b(?:cho|với|của|các|những|loại) (?:\p{L}+ ){1,4}có (?:công suất|trọng tải|tải trọng|chiều dài|sức chở) (?:từ |đến |trên |dưới |tới )*$"
)
_AND_MORE = regex.compile(r"[^,;]*\btrở (?:lên|xuống)\b")
_MORE_BEHIND = 30


# "Đến hết năm 2025, Đảng bộ có 62 chi bộ ...; tỷ lệ ... đạt 71%; còn 9 chi bộ ...": what has been, to the full stop.
_TOLD_UNTIL = regex.compile(
    r"[\s\-+•]*(?:tính đến(?: hết| cuối)?|đến (?:hết|cuối)) (?:năm|ngày 31/12/) ?(?P<year>20\d\d),"
)


def _told_before_period(match: str, clause: Clause, period_start: int | None) -> bool:
    """Whether the sentence of a clause opens with the end of a year before the plan, and nothing since tells of its own."""
    told = _TOLD_UNTIL.match(match, match.rfind(". ", 0, clause.start + 1) + 1)
    if told is None or period_start is None or int(told["year"]) >= period_start:
        return False
    since = find_years(match[told.end() : clause.end])
    if any(year >= period_start for mention in since if not mention.compared for year in mention.years):
        return False
    return _AIMS.search(match, told.end(), clause.end) is None


def may_commit(match: str, quantity: Quantity, start: int, lead: tuple[int, int] | None) -> bool:
    """Whether a quantity can be a commitment at all; those that cannot split no clause.

    `start` is where the words before it begin (the sentence or the quantity before), `lead` the span of those before
    the sentence's colon.
    """
    before = match[start : quantity.start]
    if quantity.unit == "time":
        return _leads_mean_time(match, lead) or _is_time_measure(before) or _is_in_other_case(match, before, start)
    entitled = _WHO_HAS.search(before) and words("entitled").match(match, quantity.end)
    if quantity.unit in (None, "count") and _DIRECTS.search(before):
        return False  # "chỉ đạo 15 trường xây dựng 20 phòng học": those directed cut no clause
    if _OF_POWER.search(before) or (before.endswith("tuần ") and match.startswith(" tháng", quantity.end)):
        return False  # "tuần 1 tháng 3"
    if _OF_SIZE.search(before) and _AND_MORE.match(match, quantity.start, quantity.end + _MORE_BEHIND):
        return False
    described = _DESCRIBES.search(before) and not _MEASURES.match(before)
    return not described and not entitled


# "..., mỗi năm đào tạo nghề cho 1.500 lao động": a pledge of its own behind another.
_PACED = regex.compile(r"\W*(?:phấn đấu )?(?:bình quân |trung bình )?(?:mỗi|hằng|hàng) năm\s+\p{L}+")


def _is_direct_object(clause: Clause, before: str, in_goals: bool) -> bool:
    """A first quantity behind a preposition that is still what the verb promises ("cho từ 12.500 lượt")."""
    if not (clause.first or (in_goals and _PACED.match(before))) or len(before.split()) < 3:
        return False
    if regex.search(r"\b(?:cho|của|với|đối với|tại)\s+(?:từ |ít nhất |tối thiểu |trên |khoảng )*$", before):
        gives = clause.only and before.rstrip().endswith("cho")
        if clause.first and _TRAINS.match(before):
            return True
        if _TEACHES.search(before) and not in_goals and clause.quantity.unit != "%":
            return False
        return in_goals or clause.quantity.explicit or before.rstrip().endswith("đối với") or gives
    return False


def _sentence_start(match: str, at: int) -> int:
    return max(match.rfind(".", 0, at), match.rfind(";", 0, at), -1) + 1


def _tells_past(match: str, clause: Clause, in_goals: bool) -> bool:
    """Whether words before a value tell of the past; "tỷ lệ tờ khai đã nộp đúng hạn đạt ..." among goals does not."""
    told = words("past").search(match, clause.start, clause.quantity.start)
    if told is None or not in_goals or not told.group().startswith("đã"):
        return told is not None
    lead = match[clause.start : told.start()].lstrip(" ,;:-+•")
    attains = _ATTAINS.search(match, told.end(), clause.quantity.start)
    return attains is None or words("head").match(lead) is None


_ATTAINS = regex.compile(r"\b(?:đạt|trên|dưới|tối thiểu|ít nhất|không dưới|từ)\s*\S*\s*$")


def _is_past(match: str, clause: Clause, period_start: int | None, in_goals: bool) -> bool:
    whole = match[clause.start : clause.end]
    quantity = clause.quantity
    if _tells_past(match, clause, in_goals) and not regex.search(
        r"\b(?:phấn đấu|sẽ|tăng lên|xuống|nâng|lên \d)", whole
    ):
        return True
    opening = match[_sentence_start(match, clause.start) : quantity.start]
    if _TODAY.match(opening) and not _PLEDGES.search(opening):
        return True
    if period_start is not None and (opened := _OPENS_IN_YEAR.match(opening)):
        later = [year for mention in find_years(whole) if not mention.compared for year in mention.years]
        if int(opened.group(1)) < period_start and not any(year >= period_start for year in later):
            return not _AIMS.search(match, quantity.start - len(opening), clause.end)
    if match[clause.start : quantity.start].rstrip().endswith(("duy trì", "giữ vững")):
        return False  # "duy trì 02 tuyến đã được công nhận năm 2025"
    years = [
        year
        for mention in find_years(whole)
        if not mention.compared and not _names_stretch(whole, mention.start, clause.start, quantity)
        for year in mention.years
    ]
    return (
        bool(years)
        and period_start is not None
        and max(years) < period_start
        and not regex.search(r"phấn đấu|đến năm|từ năm|(?:trước|chậm nhất|xong)(?: trước)? (?:ngày|tháng) ", whole)
    )


def _goes_on_telling(match: str, clause: Clause) -> bool:
    """ "..., đã xảy ra 143 vụ cháy, làm chết 06 người; 61% do điện": the figures behind one of the past, to the full stop."""
    first = match.rfind(".", 0, clause.start) + 1
    told = words("past").search(match, first, clause.start)
    return told is not None and told.group() == "đã " and not _PLEDGES.search(match, told.end(), clause.end)


def _names_stretch(whole: str, at: int, start: int, quantity: Quantity) -> bool:
    """Whether years behind a value say which things are meant ("số hóa 100% sổ hộ tịch giai đoạn 1990 - 2005")."""
    return start + at >= quantity.end and _STRETCH.match(whole, at) is not None and words("past").search(whole) is None


_STRETCH = regex.compile(r"(?:giai đoạn|thời kỳ|từ năm|các năm) (?:19|20)\d\d")
_OPENS_IN_YEAR = regex.compile(r"[\s\-+•]*(?:trong |cuối |hết )*năm (20\d\d)\b(?! (?:và|đến|-))")
_AIMS = regex.compile(r"\b(?:phấn đấu|đến năm|từ năm|sẽ|cần|phải)\b")
# "Niêm yết danh sách ít nhất 07 ngày", "mỗi nhân viên được tập huấn tối thiểu 16 giờ": as long as that, at least.
_KEPT_UP = regex.compile(
    r"\b(?:niêm yết|lưu|lưu trữ|lưu giữ|bảo quản|tập huấn|đào tạo|bồi dưỡng)\b[^,;.]{0,120}(?<!thời (?:gian|hạn) [^,;.]{0,40})(?:^|\s)$"
)
_SHORTENS = regex.compile(r"\bđáp ứng (?:đủ )?$|rút ngắn[^,;]*$|cắt giảm[^,;]*$")
# "ngày lưu trú bình quân đạt 2,5 ngày": a duration that is attained is measured.
_LASTS = regex.compile(
    r"\p{L} (?:bình quân |trung bình )?(?:đạt|ở mức)\s+(?:mức |từ |khoảng |trên |ít nhất |tối thiểu )*$"
)


# "Thời gian thông quan trung bình: hàng xuất khẩu dưới 60 giờ": the words before the colon measure a time.
_MEAN_TIME = regex.compile(r"\W*thời gian\b.*\b(?:trung bình|bình quân)\b")


# "... dưới 90 phút, đối với khám có xét nghiệm dưới 150 phút": the same time in another case.
_IN_OTHER_CASE = regex.compile(r"\s*(?:,|và)?\s*(?:còn |riêng )?(?:đối với|ở|tại)\s[^,;.\d]{3,80}")


def goes_on_in_time(match: str, before: str, clause: Clause) -> bool:
    """ "không quá 10 phút vào ban ngày, không quá 15 phút vào ban đêm": one more bound of the same time."""
    if clause.first or not clause.opens:
        return False
    return (clause.quantity.explicit and not before.strip(" ,;")) or _is_in_other_case(match, before, clause.start)


def _is_in_other_case(match: str, before: str, start: int) -> bool:
    """Whether the words before a time say only in which case it holds, behind one that is measured."""
    if _IN_OTHER_CASE.fullmatch(before) is None:
        return False
    measured = words("time-measure").search(match, _sentence_start(match, start), start)
    return measured is not None and _MORE_SAID.match(match, measured.end()) is not None


_MORE_SAID = regex.compile(r"\s+\p{L}")  # "thời gian chờ khám ...", not "thời gian 3 ngày"


def _leads_mean_time(match: str, lead: tuple[int, int] | None) -> bool:
    return lead is not None and _MEAN_TIME.match(match, *lead) is not None


def _is_time_measure(before: str) -> bool:
    if regex.search(r"(?:trong vòng|chậm nhất|trong thời hạn|kể từ|sau|trong)\s*(?:tối đa |không quá |là )*$", before):
        return False
    if _KEPT_UP.search(before):
        return True
    return bool(words("time-measure").search(before) or _SHORTENS.search(before) or _LASTS.search(before))


def _is_rate_commitment(match: str, clause: Clause, before: str, section: str) -> bool:
    if section == "other" and not _PLEDGES.search(match[max(0, clause.start - 30) : clause.end]):
        return False
    if not clause.opens:
        described = (
            bool(regex.search(r"\b(?:có|là|với|từ|mức|tỷ lệ|đạt|trên|hơn|chiếm|dưới|trong số|của|cho|còn)\s*$", before))
            or not before.strip()
        )
        return not described or (clause.quantity.unit == "ratio" and not before.strip())
    return True


# "Tổng thu ngân sách trên địa bàn 10 tỷ đồng", "tổng đàn ở quy mô 1,2 triệu con": territory and size belong to the measure.
_OF_MEASURE = regex.compile(
    r"\b(?:trên địa bàn|quy mô)(?: (?:từ|khoảng|hơn|trên|gần|ít nhất|tối thiểu|tối đa)(?=\s))*\s+(?:từ\s+)?$"
)


_MEMBERS = regex.compile(r"\s*(?:người|thành viên|tình nguyện viên)\b")
_GIVEN_TO = regex.compile(r"\bcho (?:các |những )?(?:\p{L}+ ){2,5}(?:khoảng |ít nhất |trên |tối thiểu )?$")
_THINGS = regex.compile(
    r"\s*(?:cây|con|tấn|suất|bộ|chiếc|thẻ|cuốn|kg|liều|lít|tờ|sổ|xe|máy|túi|thùng|căn|mô hình|bể|bò|lợn)\b"
)
_WORK = ("tasks", "implementation", "appendix", "objectives")
_WORKS_ON = regex.compile(
    r"\W*(?:tổ chức )?(?:khảo sát|kết nối|cải tạo|lập|điều tra|kiểm tra|thanh tra|rà soát|thí điểm|đánh giá|nâng cấp|sửa chữa|lắp đặt|xây dựng)\b"
    r"[^,;.]{4,120}\b(?:của|tại|ở|trên|cho)\s+(?:khoảng |ít nhất |hơn |trên )?$"
)
_THINGS_DONE = regex.compile(
    r"\s*(?!người|học sinh|lao động|hộ\b|cán bộ|trẻ|đại biểu|học viên|huyện|tỉnh|cấp|ngày|năm|tháng|điểm cầu)\p{Ll}+"
)
_ALL_OF_THEM = regex.compile(r"\btoàn bộ\s*$")
_AGREES_WITH = regex.compile(
    r"\b(?:ký|ký kết|ký mới|liên kết|kết nối|thỏa thuận|hợp tác)\b[^,;.]{0,60}\bvới (?:khoảng |ít nhất |tối thiểu |trên )?$"
)
_PARTIES = regex.compile(r"\s*(?:doanh nghiệp|đối tác|trường|cơ sở|đơn vị|tập đoàn|công ty|tổ chức|nhà)\b")
_OFTEN = regex.compile(r"\s*(?:lần|đợt|buổi|cuộc|kỳ|hội nghị|phiên)\b")


_TELLS_NUMBER = regex.compile(
    r"\W*(?:tổng )?(?:số|chỉ số|hệ số) (?!(?:điện thoại|hiệu|thứ tự|tài khoản|fax|văn bản|công văn|ký hiệu|nhà)\b)[^;.]{4,120}"
)


def _is_count_commitment(clause: Clause, before: str, behind: str, left: str, section: str, in_goals: bool) -> bool:
    quantity = clause.quantity
    if quantity.comparator == "range" and not clause.opens and _MEMBERS.match(behind):
        return True  # "mỗi xã có 01 đội xung kích từ 05 đến 07 người"
    if not clause.opens or (_EXISTING.match(behind) and not before.rstrip().endswith(("duy trì", "giữ vững"))):
        return False
    bare = before.rstrip() + " "
    if quantity.unit is None and not quantity.in_words:
        if (
            not _NOUN_BEHIND.match(behind)
            and not regex.search(r"\b(?:đạt|là|còn|xuống|lên|chỉ số|điểm|bằng)\s*$", bare)
            and not quantity.explicit
        ):
            return False
        if regex.match(r"\s*(?:và|của|cho|tại|ở|là|được|đến|trong|hoặc|-)\b", behind) and not quantity.explicit:
            return False
    if _is_direct_object(clause, bare, in_goals):
        return True
    if clause.first and _ALL_OF_THEM.search(bare) and words("weak-start").match(left.lower()):
        return True  # "Hoàn thành sắp xếp toàn bộ 1.386 hộ"
    if clause.first and not in_goals and section in _WORK and _AGREES_WITH.search(bare) and _PARTIES.match(behind):
        return True  # "Ký thỏa thuận hợp tác với 20 doanh nghiệp"
    if quantity.explicit and bare.rstrip().endswith("trên địa bàn") and _OFTEN.match(behind):
        return True  # "Đối thoại với doanh nghiệp trên địa bàn tối thiểu 02 lần/năm"
    if _GIVEN_TO.search(bare) and _THINGS.match(behind):
        return True  # "cung cấp cho người dân khoảng 300.000 cây giống"
    if clause.first and not in_goals and section in _WORK and _WORKS_ON.match(bare) and _THINGS_DONE.match(behind):
        return True  # "Khảo sát nhu cầu của 85 doanh nghiệp", "cải tạo vỉa hè tại 220 nhà chờ"
    if words("recipient").search(bare) and not regex.search(
        r"\b(?:phát triển|nâng|tăng|giảm) [^,;]{0,30}\btrên\s*$", bare
    ):
        if _OF_MEASURE.search(bare) and (quantity.unit == "money" or words("head").match(left.lower())):
            return True
        return bool(regex.search(r"\b(?:là|gồm)\s*$", bare)) and (
            section == "funding" or clause.lead is not None or "gồm" in bare[-8:]
        )
    if quantity.unit == "money":
        return True
    if (
        not left
        and not in_goals
        and not quantity.explicit
        and section not in ("tasks", "implementation", "requirements", "funding")
    ):
        return section == "objectives"
    if section == "other":
        return bool(words("weak-start").match(left.lower())) and not _TELLS.search(before)
    return True
