"""What a name says of a body besides who it is: what a commission is for, in what line of work firms are."""

from __future__ import annotations

from collections.abc import Callable

from plan_extract.extraction.agencies_tails import take_tails
from plan_extract.extraction.agencies_wording import wording
from plan_extract.normalising import expressions as regex

_TOPIC_LEAD = regex.compile(
    r"\s+(?:xóa đói,? )?giảm nghèo(?!\p{L})|\s+(?:thực hiện|triển khai|xây dựng|tổ chức|quản lý|phòng,? chống|phòng ngừa)"
    r"(?=\s+(?:các |công tác |thực hiện )?(?:đề án|chương trình|nghị quyết|phong trào|nông thôn|quy chế|cuộc vận động|chuyển đổi|tội phạm|thiên tai|dịch|tham nhũng|tệ nạn|\p{L}+ (?:các cấp|tỉnh|huyện|xã)))"
)
_TOPIC_WORD = regex.compile(r"(?:\s*,)?\s+[\p{L}\d&/-]+")
_TOPIC_ENDS = regex.compile(r"\s*(?:[:.;(]|$)")
_MOST_TOPIC_WORDS = 12
_MOST_WORKS_WORDS = 14
_BRANCHES = regex.compile(
    r"(?:(?<=viễn thông)|\s+(?:viễn thông|bưu chính|logistics|vận tải|du lịch|công nghệ số|công nghệ thông tin|tài chính|bảo hiểm|thương mại|xây dựng|sản xuất|khai thác|chế biến)(?: \p{Ll}+){0,2}?)"
    r"(?:(?:, | và )(?!tổ chức|đơn vị|cơ sở|cơ quan|doanh nghiệp|hợp tác|các |cá nhân)\p{Ll}+(?: \p{Ll}+){1,3}?){1,4}(?=\s+(?:có trách nhiệm|chịu trách nhiệm|chủ động|ưu tiên|phối hợp|tham gia|đầu tư|tích cực|đẩy mạnh|tăng cường|thực hiện|bảo đảm|đảm bảo|triển khai|nghiên cứu|phải)(?!\p{L}))"
)
_LINE_OF_WORK = regex.compile(
    r"\s+hoạt động (?:trong|về|thuộc) (?:các )?(?:lĩnh vực|ngành)[^.;:()]{3,140}?"
    r"(?=\s+trên địa bàn|\s*[:.]?\s*$|,?\s+(?:có trách nhiệm|chịu trách nhiệm|chủ động|phải|thực hiện|tích cực|phối hợp|tham gia|cam kết|nghiêm túc|chấp hành|tuân thủ)(?!\p{L}))"
)
# "Các doanh nghiệp cung cấp dịch vụ viễn thông", "... khai thác chợ": what they live by.
_LIVES_BY = regex.compile(
    r"\s+(?:cung cấp (?:các )?(?:dịch vụ|nước|điện|thiết bị|sản phẩm)|khai thác|quản lý|vận hành|kinh doanh)(?: [\p{L}\d-]+){1,5}?"
    r"(?=\s*\([^()]{2,80}\)\s+\p{L}|\s+(?:có trách nhiệm|chịu trách nhiệm|chủ động|phải|bảo đảm|đảm bảo|cam kết|phối hợp|thực hiện|xây dựng|lắp đặt)(?!\p{L}))"
)
_WORKS = regex.compile(r"\s+(?:các |những )?(?:dự án|công trình|kinh doanh hạ tầng|hạ tầng|xây dựng hạ tầng)(?=\s|,)")


def take_topic(text: str, match: str, stop: int, end: int) -> int:
    """What a commission is for ("Ban Chỉ đạo giảm nghèo các cấp"), where a unit, a verb or the end closes it."""
    begun = stop
    if opening := _TOPIC_LEAD.match(match, stop, end):
        begun = opening.end()
    elif any(wording(name).match(match, stop, end) for name in ("predicate", "joint", "level-tail")):
        return stop

    def closes(position: int) -> bool:
        return position > stop and take_tails(text, match, position, end, relevant=False) > position

    return _take_words(match, stop, begun, end, _MOST_TOPIC_WORDS, closes)


def take_line_of_work(match: str, stop: int, end: int) -> int:
    """Which firms are meant: their line of work, or the works that an investor has in hand, up to what they do.

    "Chủ đầu tư dự án hạ tầng khu, cụm công nghiệp", "Các doanh nghiệp hoạt động trong lĩnh vực vận tải, xây dựng
    trên địa bàn tỉnh".
    """
    if (
        line := _LINE_OF_WORK.match(match, stop, end)
        or _BRANCHES.match(match, stop, end)
        or _LIVES_BY.match(match, stop, end)
    ):
        return int(line.end())
    works = _WORKS.match(match, stop, end)
    return _take_words(match, stop, works.end(), end, _MOST_WORKS_WORDS, lambda position: False) if works else stop


def _take_words(match: str, stop: int, begun: int, end: int, most: int, closes: Callable[[int], bool]) -> int:
    """Words from `begun` on up to a verb, the end or what else closes them; `stop` where nothing does in time."""
    position = begun
    for _ in range(most):
        if position > stop and (
            position >= end
            or closes(position)
            or _TOPIC_ENDS.match(match, position, end)
            or wording("predicate").match(match, position, end)
        ):
            return position
        word = _TOPIC_WORD.match(match, position, end)
        if word is None:
            return stop
        position = word.end()
    return stop
