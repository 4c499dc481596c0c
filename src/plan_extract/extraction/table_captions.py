"""What the line above a table says that its columns measure."""

from __future__ import annotations

from plan_extract.extraction.measures import join_words
from plan_extract.extraction.target_context import Context
from plan_extract.normalising import expressions as regex

_SHORT_HEADING = 2
_SAYS_ITSELF = regex.compile(r"(?:số|tỷ lệ|tổng|diện tích|sản lượng|kinh phí|tiêu chí)\b", regex.IGNORECASE)
# "Phụ lục 2: Giao chỉ tiêu trồng cây phân tán": what stands before the words for it.
_LEAD = regex.compile(
    r"(?:(?:phụ lục|biểu|bảng)(?: số)?\s?[\divx.]*\s?[:.]?\s*)?(?:(?:giao|phân bổ|phân khai)\s+)?(?=\p{L})"
)
# "Chỉ tiêu tuyển sinh giao các trường thuộc tỉnh" over a column "Cao đẳng".
_ANNOUNCES = regex.compile(
    r"(?P<what>(?:chỉ tiêu|nhu cầu|kế hoạch|số lượng|tỷ lệ) (?!năm|giai đoạn|cụ thể|giao|phân|thực hiện|chủ yếu|sau)[^.:;()\d]{4,70}?)"
    r"(?=\s+(?:giao|phân (?:bổ|theo|khai)|cho (?:các|từng)|của (?:các|từng)|theo (?:từng|các|xã|huyện|cụm)|các (?:xã|huyện|đơn vị|trường|thôn)|năm|giai đoạn|như sau|cụ thể)\b|\s*[:.(]|\s*$)"
)


def announced(context: Context, heading: str) -> str:
    """What a column of a table by place measures, from its `heading`.

    A heading of a word or two goes on with what the line above measures, an empty one leaves it to that.
    """
    above = context.item.parent
    if heading.count(" ") > _SHORT_HEADING or above is None or _SAYS_ITSELF.match(heading):
        return heading
    at = next((number for number, child in enumerate(above.children) if child is context.item), 0)
    for line in (*above.children[max(0, at - 1) : at], above):
        lead = None if heading else _LEAD.match(line.match)
        if line.table is None and (said := _ANNOUNCES.match(line.match, lead.end() if lead else 0)):
            start, end = said.span("what")
            return join_words(line.text[start:end], heading)
    return heading
