"""Which way a target moves, and whether its quantity is a level or a change."""

from __future__ import annotations

from plan_extract.extraction.clauses import Clause, words
from plan_extract.normalising import expressions as regex


def read_movement(match: str, clause: Clause, left: str, right: str) -> tuple[str | None, bool]:
    """Direction of the clause's verb, and whether the quantity is a change."""
    quantity = clause.quantity
    falls = _governing(left, "decrease")
    rises = _governing(left + match[quantity.start : min(quantity.end, quantity.start + 8)], "increase")
    keeps = _governing(left, "maintain")
    direction: str | None = None
    if falls and (not rises or max(falls) > max(rises)):
        direction = "decrease"
    elif rises:
        direction = "increase"
    elif keeps:
        direction = "maintain"
    if direction in ("increase", "decrease") and _RATE.match(left):
        return direction, False
    tail = " ".join(left.split()) + " "
    adjacent = bool(words("change-adjacent").search(tail)) and direction in ("increase", "decrease")
    noun = bool(words("change-noun").search(left)) and not regex.search(r"\b(?:xuống|còn|lên|đạt|dưới)\s*$", tail)
    compared = bool(
        words("compared").search(match, quantity.end, min(clause.end, quantity.end + 60))
    ) and direction in ("increase", "decrease")
    in_turn = regex.search(r"\b(?:giảm|tăng) lần lượt (?:là )?$", tail) is not None
    to_level = (
        not in_turn and bool(regex.search(r"\b(?:xuống(?: còn)?|còn|lên|đạt|là|ở mức|bằng)(?: \p{L}+){0,1}\s*$", tail))
    ) or (quantity.comparator in ("<", "<=") and not adjacent)
    if in_turn and direction is not None:
        return direction, True
    if quantity.unit == "other" and quantity.unit_text == "lần":
        return direction, adjacent and quantity.value <= 1  # "tăng 0,7 lần"; "tăng 1,5 lần" says to what
    if direction != "decrease" and _MORE.search(tail):
        return "increase", True
    if adjacent and direction == "decrease" and quantity.comparator == "<" and not compared and not quantity.annual:
        return direction, False  # "tỷ lệ hộ nghèo giảm dưới 1%"
    if adjacent and not regex.search(r"\b(?:xuống|còn|lên)\b[^,]{0,12}$", tail):
        return direction, True
    if noun and direction is not None:
        return direction, True
    if direction in ("increase", "decrease") and (
        (quantity.unit == "%" and "điểm" in (quantity.unit_text or "")) or regex.search(r"\bthêm\s*$", tail)
    ):
        return direction, True
    if direction in ("increase", "decrease") and not to_level:
        if quantity.unit in ("%", None, "money", "other", "time", "area", "score") and (compared or quantity.annual):
            return direction, True
        if quantity.comparator == "range" and direction == "decrease":
            return direction, True
        if (
            quantity.unit == "%"
            and quantity.comparator in (">=", "=", ">")
            and regex.search(r"^\s*\bsố\b|\bgiảm (?:số|tỷ lệ|tổng|cả|từng|\d+ (?:tiêu chí|mặt))", left.strip())
        ):
            return direction, quantity.comparator != "=" or bool(_MOVES_NUMBER.match(left))
        if quantity.unit == "%" and quantity.comparator in (">=", "=", ">") and _MOVES_THING.match(left):
            return direction, True
    return direction, False


_MORE = regex.compile(r"(?<!\b(?:làm|nêm|nuôi) )\bthêm\s*$")
_MOVES_NUMBER = regex.compile(r"[\s\-+]*(?:phấn đấu |kéo )*(?:giảm|tăng) (?:tổng )?số\s")
# "Kéo giảm tai nạn giao thông 5%": what is no rate itself moves by so much.
_MOVES_THING = regex.compile(
    r"[\s\-+]*(?:phấn đấu |hằng năm |hàng năm |mỗi năm |kéo |cắt )*(?:giảm|tăng)\s(?!.*\b(?:tỷ|tỉ|độ|mức|chỉ số|bao phủ|tốc độ|nhịp độ)\b)\p{L}+ "
)


_MOVES = regex.compile(
    r"(?:\s+|(?:bình quân|thêm|xuống|còn|lên|đến|tới|từ|ít nhất|tối thiểu|trên|dưới|khoảng|mức|ở|mỗi|hằng|hàng|năm|đạt|tỷ|lệ|được|là|đầu|so với|cùng kỳ|20\d\d|,|không|quá|vượt|hơn|và|có|phải|tốt|ổn|định|của|giai|đoạn|-|trước|quý|tháng|số|trong|vào|thuộc|nằm|đứng|nhóm|top|tốp)(?=\s|$|,))*"
)


def _governing(left: str, name: str) -> list[int]:
    """Where a verb of movement governs the quantity: at the head of the clause or right before it."""
    found: list[int] = []
    head: int | None = None
    for hit in words(name).finditer(left):
        head = _skip_spaces_and(left) if head is None else head
        if regex.search(r"\b(?:được|bị|nhằm|để|góp phần|tỷ lệ|tốc độ|tỷ suất)\s+$", left[: hit.start()]):
            continue
        adjacent = _MOVES.fullmatch(left, hit.end())
        if hit.start() <= head or adjacent or left[hit.start() : hit.end()] in ("xuống", "lên", "giảm", "tăng"):
            found.append(hit.start())
    return found


def _skip_spaces_and(left: str) -> int:
    """The offset up to which a verb stands at the head of a clause."""
    head = words("attain-start").match(left, len(left) - len(left.lstrip(" ,;:-")))
    place = regex.match(
        r"\s*(?:riêng |trong đó )?(?:các |toàn )?(?:xã|phường|thị trấn|huyện|tỉnh|thành phố|thị xã|khu vực|vùng|cấp)[^,;]{0,40}?(?=\b(?:duy trì|giảm|tăng|nâng|giữ)\b)",
        left,
    )
    return max(head.end() if head else 3, place.end() if place else 0)


# "Tốc độ tăng trưởng GRDP tăng 8%": the rate is at that level.
_RATE = regex.compile(r"\W*(?:tốc độ|nhịp độ) (?:tăng|giảm|phát triển)[^,;]{3,80}\s(?:tăng|giảm)\b")
