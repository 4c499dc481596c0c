"""What the program says of a question that it cannot answer, in the visitor's language."""

from __future__ import annotations

import re
from typing import Final

from plan_extract.views.wording import Lang, heading

_MESSAGES: Final = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (r'"(?P<value>.*)" is no figure', "“{value}” không phải là số; gõ như trong kế hoạch: 18,5 hoặc 1.500"),
        (r'"(?P<value>.*)" is no year', "“{value}” không phải là năm"),
        (r'"(?P<value>.*)" is no number', "“{value}” không phải là số"),
        (r'"(?P<value>.*)" is no month; .*', "“{value}” không phải là tháng; gõ như 2026-03"),
        (
            r'"(?P<value>.*?)" is no date(?:; .*)?',
            "“{value}” không phải là ngày; gõ như 31/3/2026, 3/2026, 2026, 2026-Q1 hoặc --11-20",
        ),
        (r'"(?P<value>.*?)" is no day(?:; .*)?', "“{value}” không phải là ngày; gõ như 31/3/2026, 3/2026 hoặc 2026"),
        (r'"(?P<value>.*?)" is none of: (?P<list>.*)', "“{value}” không có trong danh sách: {list}"),
        (r'"(?P<field>\w+)" cannot be empty', "Chưa điền ô “{field}”"),
        (r'"(?P<field>\w+)" is longer than (?P<most>\d+) letters', "Ô “{field}” dài quá {most} chữ"),
        (r"a correction needs the name of its author", "Cần ghi tên người sửa"),
        (r"no field was changed", "Chưa ô nào được sửa; nếu máy đọc đúng, bấm “Đúng”"),
        (r"fields were changed; .*", "Có ô đã sửa: bấm “Lưu chỗ sửa” để lưu, hoặc tải lại trang rồi bấm “Đúng”"),
        (r"give at least one word to search for", "Hãy gõ ít nhất một từ để tìm"),
        (r'there is no plan "(?P<value>.*?)";.*', "Không có kế hoạch nào là “{value}”"),
        (r"there is no plan with the id (?P<value>.*)", "Không có kế hoạch với mã {value}"),
        (
            r'"(?P<value>.*?)" names (?P<count>\d+) plans; .*',
            "“{value}” là số của {count} kế hoạch; hãy chọn một kế hoạch",
        ),
        (r"there is no correction (?P<value>\d+) to take back", "Không còn chỗ sửa {value} để hoàn tác"),
        (r"there is no such upload", "Không có lần gửi tệp này; trang đã được khởi động lại"),
        (r"files must be sent by the form of this page", "Hãy gửi tệp bằng ô trên trang này"),
        (r"the passage is not in the text", "Đoạn này không có trong văn bản"),
        (r"mark a passage of 1 to (?P<most>\d+) letters", "Hãy bôi đen một đoạn từ 1 đến {most} chữ"),
        (r"the plan has this fact already", "Kế hoạch đã có dữ kiện này"),
    )
)


def said(message: str, lang: Lang) -> str:
    """A message of the program; in Vietnamese where it is known, else as it stands."""
    if lang == "en":
        return message
    for pattern, words in _MESSAGES:
        if found := pattern.fullmatch(message):
            parts = {name: text or "" for name, text in found.groupdict().items()}
            if "field" in parts:
                parts["field"] = heading(parts["field"], lang)
            return words.format(**parts)
    return message
