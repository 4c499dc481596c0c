"""Targets without a figure: "không để xảy ra ..." (zero) and clauses with a verb of their own."""

from __future__ import annotations

from dataclasses import dataclass

from plan_extract.extraction.clauses import words
from plan_extract.extraction.measures import clean_left
from plan_extract.extraction.quantities import find_quantities
from plan_extract.extraction.sentences import Sentence
from plan_extract.normalising import expressions as regex

_ZERO = regex.Screened(
    r"\bkhông (?P<kind>để|còn|có|xảy ra|phát sinh)(?: (?:xảy ra|phát sinh|tồn tại|xuất hiện|có|còn|mới))*\s+(?=[\p{L}\d\"'])"
)
_END = regex.compile(
    r"[;.](?=\s|$)|,\s+(?=(?:phấn đấu|đảm bảo|bảo đảm|đặc biệt|không|góp phần|nhằm|đồng thời|giảm|tăng|duy trì|chủ động|kịp thời|hạn chế|xử lý|tạo|giữ|nâng|kiên quyết|sẵn sàng|ổn định|bảo vệ|đạt|thu nhập|tỷ lệ|số (?=[^,;.]{2,60}\d)|tổng|doanh thu|sản lượng|giá trị|diện tích|\d))|\s+(?:và|nhưng)\s+(?=không\b)"
)
_BEFORE_ZERO = regex.Screened(
    r"(?:^\s*|[,;:.(]\s*|\bvà\s+)(?:(?:phấn đấu|bảo đảm|đảm bảo|duy trì|kiên quyết|tuyệt đối|quyết tâm|đặc biệt|hoàn toàn|cơ bản|nhất là|tiếp tục|đồng thời|và|yêu cầu|cụ thể|toàn (?:xã|tỉnh|huyện|phường|thành phố)|từng bước|cố gắng|(?:từ |đến |vào |trong |kể từ )+(?:hết |cuối )?(?:năm 20\d\d|ngày \d{1,2}/\d{1,2}(?:/20\d\d)?),?|,|là)\s+)*$"
)
_DESCRIPTION = regex.compile(
    r"(?:lành mạnh|thân thiện|an toàn|môi trường|sạch|văn minh|bình đẳng|chất lượng|khu vực|nơi|gia đình|hộ|người|trường hợp|những|các)\s*,?\s*$"
)
# "100% người cao tuổi thuộc hộ nghèo, không có người nuôi dưỡng được ...": whom a share is of.
_WHO = regex.compile(
    r"\d\s?%\s+(?:số )?(?:người|hộ|trẻ em|trẻ|phụ nữ|học sinh)\b(?:(?!\b(?:được|có|đạt|tham gia|biết)\b)[^;.%])*,\s*$"
)
STARTS_CLAUSE = regex.compile(
    r",\s+(?=(?:từng bước |phấn đấu |tiếp tục |cơ bản |đồng thời )*(?:xóa bỏ|hạn chế|giảm(?! nhẹ| nghèo| thiểu| phát thải)|tăng(?! cường| trưởng)|nâng cao|nâng|duy trì|giữ vững|giữ nguyên|khống chế|ngăn chặn|chấm dứt|hình thành|đẩy lùi|được (?:giảng|cập nhật|đưa))\b)"
)
_STEP = regex.compile(
    r"^(?:từng bước|phấn đấu|tiếp tục|cơ bản|đồng thời|đến năm 20\d\d,?|từ năm 20\d\d(?: trở đi)?,?|đồng thời,|củng cố và|giảm thiểu tối đa|tối đa|thấp nhất|hạn chế tối đa|hạn chế thấp nhất|hạn chế|xóa bỏ|giảm(?: dần| mạnh| sâu)?(?! nhẹ| nghèo| phát thải)|tăng(?: dần| mạnh| nhanh)?(?! cường| trưởng| gia)|nâng cao|nâng(?! cấp)|rõ rệt|đáng kể|hoàn toàn|triệt để|dứt điểm|duy trì|giữ vững|bảo đảm|đảm bảo|từ|,)\s+"
)
# "không để tỷ lệ bỏ học vượt quá 5%" bounds a figure; nothing is to be zero.
_EXCEEDS = regex.compile(
    r"(?:tỷ lệ|số|mức|tốc độ|chỉ số)\s[^,;.\d]{2,90}\b(?:vượt(?: quá| trên)?|cao hơn|lớn hơn|thấp hơn)\s+\d"
)
# A remark in brackets that sends the reader elsewhere: "(chi tiết có phụ lục kèm theo)".
_REMARK = regex.compile(r"\s*\([^()]*(?:phụ lục|kèm theo|phụ biểu|biểu số|chi tiết tại)[^()]*\)?[\s.]*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A commitment without a figure at `start`..`end` of the item's text."""

    start: int
    end: int
    measure: str
    direction: str | None
    rule: str


def may_hold_zero(match: str) -> bool:
    """Whether `find_zeros` may find anything in a text; False is certain."""
    return _ZERO.can_match(match)


def find_zeros(text: str, match: str, sentences: list[Sentence], section: str, in_goals: bool) -> list[Statement]:
    """ "không có", "không để xảy ra" where that is what somebody commits to."""
    found: list[Statement] = []
    for hit in _ZERO.finditer(match):
        sentence = next((s for s in sentences if s.start <= hit.start() < s.end), None)
        if sentence is None or any(b.start < hit.start() < b.end for b in sentence.brackets):
            continue
        lead = match[sentence.start : hit.start()]
        kind = hit.group("kind")
        if _EXCEEDS.match(match, hit.end(), sentence.end):
            continue
        if not _is_commitment(kind, lead, section, in_goals):
            continue
        start = _clause_start(match, sentence.start, hit.start())
        ending = _END.search(match, hit.end(), sentence.end)
        end = ending.start() if ending else sentence.end
        measure = _zero_measure(text[hit.end() : end], match[hit.end() : end])
        if not measure:
            continue
        direction = "maintain" if regex.search(r"\b(?:duy trì|giữ)\b", match[start : hit.start()]) else None
        found.append(Statement(start, end, measure, direction, "target.zero"))
    return found


def _is_commitment(kind: str, lead: str, section: str, in_goals: bool) -> bool:
    opens = bool(_BEFORE_ZERO.search(lead)) or not lead.strip()
    opens = opens or (in_goals and bool(_WHOLE_PLACE.fullmatch(lead.strip(" ,"))))
    if kind.startswith("để"):
        return opens or bool(regex.search(r"\b(?:trên địa bàn|kịp thời|kiên quyết|dứt điểm|đúng)\s*,?\s*$", lead))
    if _DESCRIPTION.search(lead) or (kind == "có" and _WHO.search(lead)):
        return False
    if kind == "có":
        pledged = bool(regex.search(r"\b(?:phấn đấu|bảo đảm|đảm bảo|duy trì|đặc biệt)\s+(?:là\s+)?$", lead))
        return pledged or (in_goals and opens)
    if kind == "còn":
        return opens and (
            in_goals
            or section in ("requirements", "objectives")
            or bool(
                regex.search(r"\b(?:(?:bảo đảm|đảm bảo|phấn đấu|cơ bản)|đến (?:hết |cuối )?năm 20\d\d,?)\s+$", lead)
            )
        )
    return opens and (in_goals or section in ("requirements", "objectives"))


_WHOLE_PLACE = regex.compile(
    r"(?:(?:phấn đấu|trong năm|đến năm 20\d\d|năm 20\d\d),? )*(?:trên địa bàn|toàn)(?: (?:toàn |cả )?(?:tỉnh|huyện|xã|phường|thành phố|thị xã))?"
)


def _clause_start(match: str, start: int, end: int) -> int:
    found = _BEFORE_ZERO.search(match[start:end])
    if not found:
        return end
    at: int = start + found.start()
    while at < end and match[at] in ",;:.( ":
        at += 1
    return at + 3 if match.startswith("và ", at) else at


def _zero_measure(text: str, match: str) -> str:
    trimmed = regex.sub(
        r"\s+theo (?:quy định|luật|bộ luật|nghị định|thông tư|quyết định)\b.*$", "", match.rstrip(" .;,")
    )
    trimmed = regex.sub(r"\s+(?:xảy ra|phát sinh|nào|xuất hiện)\s*$", "", trimmed)
    return text[: len(trimmed)].strip(" ,.;:")


def find_qualitative(
    text: str, match: str, sentences: list[Sentence], covered: list[tuple[int, int]]
) -> list[Statement]:
    """Clauses of an indicator that have a verb of their own and no figure."""
    found: list[Statement] = []
    for sentence in sentences:
        bounds = [sentence.start]
        bounds += [hit.end() for hit in STARTS_CLAUSE.finditer(match, sentence.start, sentence.end)]
        for position, start in enumerate(bounds):
            end = bounds[position + 1] if position + 1 < len(bounds) else sentence.end
            if any(a < end and start < b for a, b in covered):
                continue
            clause = match[start:end]
            if (
                any(quantity.unit != "time" for quantity in find_quantities(clause))
                or not words("verb").search(clause)
                or len(clause.split()) < 4
                or _is_lead(text, sentence, end)
                or _REMARK.match(clause)
            ):
                continue
            if measure := _bare_measure(text[start:end], clause):
                found.append(Statement(start, end, measure, _direction(clause), "target.qualitative"))
    return found


def _is_lead(text: str, sentence: Sentence, end: int) -> bool:
    """Words before a colon introduce what follows and commit to nothing by themselves."""
    return end == sentence.end and text[end : end + 1] == ":"


def _direction(clause: str) -> str | None:
    for name, direction in (("decrease", "decrease"), ("increase", "increase"), ("maintain", "maintain")):
        hit = words(name).search(clause)
        if hit and hit.start() < 28:
            return direction
    return "increase" if regex.match(r"\s*(?:củng cố và )?(?:tiếp tục )?nâng cao", clause) else None


def _bare_measure(text: str, match: str) -> str:
    lead = len(match) - len(match.lstrip(" ,;-"))
    text, match = text[lead:], match[lead:]
    while step := _STEP.match(match):
        text, match = text[step.end() :], match[step.end() :]
    return clean_left(text, match).strip(" .,;")
