"""The measure of a target: what is measured, in the document's words.

The words before and behind a quantity in its clause, joined; verbs of attainment, bounds, years
and comparisons with other years are taken off both sides.
"""

from __future__ import annotations

from functools import lru_cache

from plan_extract.extraction.clauses import words
from plan_extract.extraction.count_nouns import TWO_WORDS
from plan_extract.extraction.years import YearMention
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.openings import Endings

_EDGE = " ,;:.-–—\t\n'\"“”()*"
_RIGHT_EDGE = " ,;:.-–—\t\n(*"
_LEFT_EDGE = " ,;:.-–—\t\n*+•)"
_ENUMERATOR = regex.compile(r"[\s,;:]*\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)\s+")
_ANNUAL = regex.Screened(r"(?:\b(?:bình quân |trung bình )?(?:mỗi năm|hằng năm|hàng năm|một năm)\b|/năm\b(?! học\b))")
_ANNOUNCES = regex.compile(
    r"\s*,?\s+(?:giao (?:cho |về )?[^,]{1,40} như sau|cụ thể(?: như sau)?|bao gồm|gồm(?: có)?|chia ra|trong đó|như sau|phân bổ như sau)$",
    regex.IGNORECASE,
)
# "tốc độ tăng bình quân": tăng is part of what is measured, no verb.
_RATE_OF_CHANGE = regex.Screened(
    r"\b(?:tốc độ|nhịp độ|mức) (?:tăng|giảm)(?: trưởng)?(?: bình quân| trung bình)?(?=\s|$)"
)
# A document that a task follows is no word of its measure: "... theo Quyết định số 06/QĐ-TTg".
_FOLLOWS = regex.Screened(
    r",?\s+theo (?:đúng |tinh thần |nội dung |quy định (?:tại|của) )*(?:quyết định|nghị quyết|nghị định|thông tư|chỉ thị|luật|kế hoạch|hướng dẫn|chương trình|đề án|chỉ tiêu (?:được |đã )?(?:\p{L}+ ){0,3}giao)\b.*$"
    r"|,?\s+theo (?:đúng )?quy định(?: của [^,;.]{2,60}| hiện hành| mới)?\s*$"
)
_PER_MILLE = regex.Screened(r"\s*\(p/1[.]?000\b\)?")
_QUARTER = regex.Screened(
    r"\b(?:(?:đến|trong|hết|vào|trước|cuối|từ) ){1,3}(?:đầu )?quý (?:[ivx]+|\d)\b|\b(?:đến|tính đến|hết)(?: hết| cuối)? tháng \d{1,2}(?!\s?[/\d])(?! năm)|\bquý (?:[ivx]+|\d)(?= (?:đạt|giải ngân|thu được|hoàn thành|có(?= (?:ít nhất |tối thiểu |trên )*\d))\b)|\b(?:khi |đến |hết ){1,2}(?:kết thúc )?năm học\b(?! \d)|\btừ tháng \d{1,2}(?:/20\d\d)? đến (?:hết )?tháng \d{1,2}(?:/20\d\d)?"
)
# "02 đợt/năm, đợt 1 hoàn thành trước ..., đợt 2 ...": when each round is.
_ROUNDS = regex.Screened(r"(?P<aside>(?:,|\()\s*(?:đợt|lần|vòng|kỳ) (?:0?1|i|một|đầu)\b.*)$")
# "03 người gồm 01 chỉ huy và 02 trực ban": who they are is told apart; "sau 3 ngày, ..." is a time limit.
_MADE_UP_OF = regex.Screened(r"\s+gồm(?: có)? \d.*$|\s+sau \d{1,3} (?:giờ|ngày)(?: làm việc)?(?:,.*)?$")
# "31.840 triệu đồng, từ nguồn ngân sách tỉnh": where money comes from.
_SOURCE = regex.compile(
    r"(?:\s*\p{L}+){0,2}(?P<aside>,\s*(?:từ|bằng|do|lấy từ) (?:các )?(?:nguồn|ngân sách|kinh phí|quỹ)\b.*)$"
)
# "01 lần/năm, trừ trường hợp kiểm tra đột xuất": who is left out.
_EXCEPT = regex.Screened(r",?\s+(?:ngoại )?trừ (?:các )?trường hợp\b.*$")
_OFTEN = regex.Screened(
    r",\s*(?:ít nhất |tối thiểu )0?\d{1,2} (?:tháng|tuần|quý|năm) 0?\d{1,2} lần\b.*$"
    r"|\s+(?:mỗi )?(?:tuần|tháng|quý|năm) (?:một|0?\d) lần\b.*$"
)
# A day without its year: "đến ngày 30/9 giải ngân 70%".
_DAY = regex.Screened(
    r"\b(?:đến|trước|hết|tính đến|vào)(?: hết)? (?:ngày \d{1,2}\s?/\s?\d{1,2}(?!\s?[/\d])(?: năm sau)?|\d{1,2}/\d{1,2}(?= (?:đạt|giải ngân|phải)\b))"
)
_DANGLING = regex.Screened(r"\s*\bso với\s*$")
_SEASON = regex.Screened(
    r"\b(?:trong )?(?:0?[369]|ba|sáu|chín) tháng(?: (?:đầu|cuối) năm)\b|\b0?[369] tháng(?= (?:đạt|giải ngân|thực hiện|thu)\b)|\b(?:trong |cho |của )?cả năm\b|"
    r"\b(?:vào |đến |trong |tính đến )?(?:cuối|đầu|giữa|trong) năm\b(?! \d)|\b(?:đến )?hết năm(?= đạt\b)|\b(?:trong |của )?(?:giai đoạn|thời kỳ) này\b"
)
_DUE = regex.Screened(
    r",?\s*(?:hoàn thành |xong |và )*(?:trước|trong|chậm nhất|vào|đến|trước hết|dịp|nhân|nhân dịp)\s+(?:ngày|tháng|quý|hết|mùa|tết|lễ|đợt|kỷ niệm)\b.*$"
)
_OR_MORE = regex.compile(r"^([^,;]{0,60}?)\s*\btrở (?:lên|xuống)\b")
_PER_THING = regex.compile(
    r"^(?!\s*đ/c\b)(\s*\p{L}+(?:,? \p{L}+){0,4}?)"
    rf"((?:\s?/\s?(?:(?:{TWO_WORDS})(?!\p{{L}})|\p{{L}}+)"
    r"[2²]?(?: (?:nữ|dân|em|sinh|viên|vị|trấn|cư|trẻ|đội|chức|quan|phố|bản|kỳ|đêm)(?=\s|$|[,;.)]))?(?:, (?!cụ)\p{L}+(?=\s|$))?)+)"
)
_PER_WORD = regex.compile(r"\s?/\s?\p{L}+(?: (?:mục|sơ|sinh|viên|dân|đề|phẩm|kỳ|đêm)(?=\s|$|[,;.)]))?")
_LEADING_NOISE = regex.compile(
    r"^(?:trở lên|trở xuống|trở đi|so|số|thì|là|và)\b\s*(?=$|[,;.])|^\s*(?:trở lên|trở xuống)\b\s*|^\s*năm 20\d\d\s*(?=$|[,;.])"
)


def blank_spans(text: str, spans: list[tuple[int, int]], start: int) -> str:
    """`text` with the given spans (offsets from `start` on) put out by blanks, length kept."""
    if not spans:
        return text
    signs = list(text)
    for first, last in spans:
        for at in range(max(0, first - start), min(len(signs), last - start)):
            signs[at] = " "
    return "".join(signs)


@lru_cache(maxsize=1)
def _attain_endings() -> Endings:
    return Endings(words("attain-end").pattern)


def clean_left(text: str, match: str) -> str:
    """The words before a quantity without what leads up to it ("phấn đấu", "đạt", "ở mức")."""
    first = _skip_lead(match)
    last = len(match)
    trimmed = _without_end(match[first:last])
    while _attain_endings().allow(trimmed) and (found := words("attain-end").search(trimmed)):
        if (rate := _RATE_OF_CHANGE.search(trimmed)) and rate.end() > found.start():
            trimmed = trimmed[: rate.end()]
            break
        trimmed = _without_end(trimmed[: found.start()])
    cleaned = text[first : first + len(trimmed)].lstrip(_LEFT_EDGE).rstrip(_LEFT_EDGE.replace(")", ""))
    if _ONLY_ASKS.search(cleaned.lower()):
        return ""
    return cleaned if cleaned.count("(") >= cleaned.count(")") else cleaned.rstrip(") ")


# "Tăng cường giám sát, yêu cầu 100% ...", "bảo đảm mục tiêu đạt 50% ...": what is asked for stands behind the figure.
_ONLY_ASKS = regex.compile(r"(?:^|,\s)(?:yêu cầu|(?:các )?(?:mục tiêu|chỉ tiêu))$")


def _without_end(words_before: str) -> str:
    """The words without signs at their end; the bracket or quotation mark that closes one of theirs stays."""
    trimmed = words_before.rstrip(_EDGE)
    rest = words_before[len(trimmed) :]
    if trimmed.count('"') % 2 and rest.startswith('"'):
        return trimmed + '"'
    if trimmed.count("(") > trimmed.count(")") and rest.startswith(")"):
        return trimmed + ")"
    return trimmed


# "Mở rộng các nhóm đối tượng để đến năm 2030 đạt tỷ lệ 80% dân số ...": the means, whose end the value is.
_MEANS = regex.compile(
    r".*\s(?:để|nhằm)(?=\s)(?=(?:\s|đến|phấn đấu|bảo đảm|đảm bảo|đạt|có|tỷ lệ|mức|được)*$)|.*\s(?:để|nhằm) đạt (?:được )?(?:các )?(?:mục tiêu|chỉ tiêu)(?=\s*:?\s+\p{L})"
)


def end_of_means(match: str) -> int:
    """Where the words before a value begin behind the means to it, 0 where none is named."""
    means = _MEANS.match(match)
    return means.end() if means else 0


def clean_start(text: str, match: str) -> str:
    """The words without what leads up to them, their end left as it is."""
    return text[_skip_lead(match) :].strip(_LEFT_EDGE)


def _skip_lead(match: str) -> int:
    """Where the words begin behind connectives and verbs of attainment."""
    enumerator = _ENUMERATOR.match(match)
    first = enumerator.end() if enumerator else 0
    first += len(match[first:]) - len(match[first:].lstrip(_LEFT_EDGE))
    while found := words("attain-start").match(match, first):
        if found.end() == first:
            break
        first = found.end()
    return first


def behind_with(left: str) -> str:
    """The words behind the last "với" where a measure begins there ("có mức sống cao, với thu nhập bình quân đạt ...")."""
    last = _WITH.search(left)
    return left[last.end() :] if last and _HEADS_MEASURE.match(left, last.end()) else left


_WITH = regex.compile(r".*,\s+với\s+", regex.IGNORECASE)
_HEADS_MEASURE = regex.compile(
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|số|tổng|mức|tốc độ|thu nhập|grdp|gdp|doanh thu|kim ngạch|diện tích|sản lượng|vốn)\s",
    regex.IGNORECASE,
)


# "22% trở lên/tổng số câu lạc bộ": what the share is of.
_OF_WHOLE = regex.compile(r"\s*(?:trở lên|trở xuống)?\s*/\s*tổng (?:số )?[^,;.()]*")
_NOTE = regex.compile(r"\s*\[\d{1,3}\]")  # the mark of a footnote


def clean_right(text: str, match: str, *, more_behind: bool = False) -> str:
    """The words behind a quantity up to a purpose or comparison."""
    if note := _NOTE.match(match):
        text, match = text[note.end() :], match[note.end() :]
    if whole := _OF_WHOLE.match(match):
        text, match = text[whole.end() :], match[whole.end() :]
    if noise := _LEADING_NOISE.match(match):
        text, match = text[noise.end() :], match[noise.end() :]
    if more_behind and (more := _OR_MORE.match(match)):
        text, match = text[: more.end(1)] + text[more.end() :], match[: more.end(1)] + match[more.end() :]
    if pace := _PER_WORD.match(match):
        text, match = text[pace.end() :], match[pace.end() :]
    if thing := _PER_THING.match(match):
        text = text[: thing.end(1)] + text[thing.end(2) :]
        match = match[: thing.end(1)] + match[thing.end(2) :]
    if told := _ROUNDS.search(match) or _SOURCE.match(match):
        text, match = text[: told.start("aside")], match[: told.start("aside")]
    for aside in (_OFTEN, _EXCEPT, _SET_IN, _SIZED, _MADE_UP_OF):
        if found := aside.search(match):
            text, match = text[: found.start()], match[: found.start()]
    if kept := _KEPT_SO.search(match):
        text, match = text[: kept.start()], match[: kept.start()]
    if following := _NEXT_MEASURE.search(match):
        text, match = text[: following.start()], match[: following.start()]
    if due := _DUE.search(match):
        text, match = text[: due.start()], match[: due.start()]
    if follows := _FOLLOWS.search(match):
        text, match = text[: follows.start()], match[: follows.start()]
    if compared := words("compared").search(match):
        text = text[: compared.start()] + " " + text[compared.end() :]
        match = match[: compared.start()] + " " + match[compared.end() :]
    if dangling := _DANGLING.search(match):
        text, match = text[: dangling.start()], match[: dangling.start()]
    if purpose := words("purpose").search(match):
        text, match = text[: purpose.start()], match[: purpose.start()]
    if text.strip().startswith("(") and text.strip().endswith(")"):
        return text.strip()
    bare = text.strip(_RIGHT_EDGE)
    return bare if bare.count(")") <= bare.count("(") else text.strip(_RIGHT_EDGE.replace("(", ""))


# "giảm 0,2%/năm, tỷ lệ trẻ em béo phì được khống chế": what is measured next, without a figure.
_NEXT_MEASURE = regex.compile(r",\s+(?:tỷ lệ|tỉ lệ|tổng số|tổng diện tích|thu nhập bình quân)\s[^,;.\d]*$")
# "... và duy trì ở mức đó (đến năm 2030)": that the value is kept is no word of what is measured.
_KEPT_SO = regex.compile(
    r",?\s*(?:\bvà )?(?:tiếp tục )?\b(?:duy trì|giữ vững)(?: ở)?(?: (?:mức|kết quả|tỷ lệ))?(?: (?:này|đó|trên))?(?: đến)?\s*$"
)
# "bố trí 21,4 tỷ đồng tại Quyết định số 3390/QĐ-UBND": where it is set down.
_SET_IN = regex.compile(
    r"\s*\b(?:(?:theo )?quy định )?(?:tại|theo) "
    r"(?:quyết định|nghị quyết|kế hoạch|công văn|văn bản|thông báo|tờ trình)(?: số)? \d"
)


# "04 tuyến, dài 3 km, trị giá 120 triệu đồng": how large it is is told apart.
_SIZED = regex.compile(
    r"(?:,|(?= với tổng (?:kinh phí|vốn|mức đầu tư|giá trị)))\s+(?:với )?(?:tổng )?(?:dài|rộng|trị giá|chiều dài|chiều rộng|công suất|quy mô|kinh phí|vốn|mức đầu tư|giá trị)\s+(?:\p{L}+ ){0,3}\d"
)


def join_words(*parts: str) -> str:
    """Parts joined by single blanks."""
    joined = " ".join(" ".join(part.split()) for part in parts if part.strip()).replace(" , ", ", ")
    without: str = _ANNOUNCES.sub("", joined)
    return without


def noise_spans(match: str, years: list[YearMention]) -> list[tuple[int, int]]:
    """Spans of years and of "mỗi năm" that are no part of a measure."""
    spans = [(mention.start, mention.end) for mention in years if not mention.compared]
    spans += [(found.start(), found.end()) for found in _ANNUAL.finditer(match)]
    for pattern in (_SEASON, _QUARTER, _DAY, _PER_MILLE):
        spans += [(found.start(), found.end()) for found in pattern.finditer(match)]
    return spans


def is_annual(match: str) -> bool:
    """Whether a clause says that it holds every year."""
    return bool(_ANNUAL.search(match)) and not regex.search(
        r"(?:kế hoạch|dự toán|ngân sách|báo cáo|đánh giá|chương trình) (?:hằng|hàng) năm", match
    )
