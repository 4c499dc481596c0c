"""Headings and words of what is shown, in Vietnamese and English."""

from __future__ import annotations

from typing import Final, Literal

from plan_extract.views.value_words import VALUES

Lang = Literal["vi", "en"]

HEADINGS: Final[dict[str, tuple[str, str]]] = {
    "action": ("Việc phải làm", "Action"),
    "advice": ("Cách xử lý", "What to do"),
    "agency": ("Cơ quan", "Agency"),
    "cause": ("Nguyên nhân", "Cause"),
    "commune": ("Cấp xã", "Commune"),
    "comparator": ("So sánh", "Comparator"),
    "confidence": ("Độ tin cậy", "Confidence"),
    "coordinates": ("Phối hợp", "Coordinates"),
    "corrected": ("Đã sửa", "Corrected"),
    "date": ("Thời hạn", "Date"),
    "deadlines": ("Thời hạn", "Deadlines"),
    "direction": ("Chiều", "Direction"),
    "district": ("Cấp huyện", "District"),
    "document_id": ("Mã kế hoạch", "Plan id"),
    "due": ("Hạn hoàn thành", "Due"),
    "f1": ("F1", "F1"),
    "facts": ("Số dữ kiện", "Facts"),
    "field": ("Trường", "Field"),
    "file": ("Tệp", "File"),
    "files": ("Số tệp", "Files"),
    "frequency": ("Định kỳ", "Frequency"),
    "goal": ("Mục tiêu", "Goal"),
    "gold": ("Trong đáp án", "In the key"),
    "group": ("Nhóm", "Group"),
    "indicator": ("Chỉ tiêu", "Indicator"),
    "indicators": ("Chỉ tiêu", "Indicators"),
    "indicator_text": ("Nội dung chỉ tiêu", "Indicator text"),
    "issued_date": ("Ngày ban hành", "Issued"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "kind": ("Loại", "Kind"),
    "leads": ("Chủ trì", "Leads"),
    "level": ("Cấp", "Level"),
    "match": ("Tìm thấy trong", "Found in"),
    "measure": ("Nội dung đo", "Measure"),
    "message": ("Lý do", "Reason"),
    "normalised_unit": ("Đơn vị quy đổi", "Comparable unit"),
    "normalised_value": ("Giá trị quy đổi", "Comparable value"),
    "number": ("Số", "No."),
    "others": ("Việc khác", "Other tasks"),
    "outcome": ("Kết quả", "Outcome"),
    "output": ("Sản phẩm", "Output"),
    "page": ("Trang", "Page"),
    "part": ("Phần", "Part"),
    "partners": ("Cơ quan phối hợp", "Partners"),
    "per": ("Mẫu số", "Per"),
    "period": ("Giai đoạn", "Period"),
    "place": ("Địa phương", "Place"),
    "plan": ("Kế hoạch", "Plan"),
    "plans": ("Số kế hoạch", "Plans"),
    "precision": ("Độ chính xác", "Precision"),
    "predicted": ("Trích được", "Extracted"),
    "province": ("Cấp tỉnh", "Province"),
    "quantity": ("Mức hay thay đổi", "Level or change"),
    "quote": ("Trích nguyên văn", "Sentence"),
    "reader": ("Bộ đọc", "Reader"),
    "recall": ("Độ phủ", "Recall"),
    "recurrence": ("Chu kỳ", "Recurrence"),
    "relation": ("Quan hệ", "Relation"),
    "role": ("Vai trò", "Role"),
    "scope": ("Phạm vi", "Scope"),
    "seconds": ("Giây", "Seconds"),
    "section": ("Mục", "Section"),
    "severity": ("Mức độ", "Severity"),
    "start": ("Vị trí", "Position"),
    "target": ("Mức", "Target"),
    "target_id": ("Mã chỉ tiêu", "Target id"),
    "targets": ("Mức chỉ tiêu", "Targets"),
    "task": ("Nhiệm vụ", "Task"),
    "tasks": ("Nhiệm vụ", "Tasks"),
    "text": ("Nội dung", "Text"),
    "title": ("Trích yếu", "Title"),
    "type": ("Loại văn bản", "Type"),
    "unit": ("Đơn vị", "Unit"),
    "unit_text": ("Đơn vị trong văn bản", "Unit as printed"),
    "units": ("Đơn vị", "Units"),
    "value": ("Giá trị", "Value"),
    "value_high": ("Giá trị trên", "Upper value"),
    "year": ("Năm", "Year"),
    "due_day": ("Ngày đến hạn", "Due day"),
    "begin": ("Từ ngày", "From"),
    "date_text": ("Thời hạn trong văn bản", "Limit in the text"),
    "days_late": ("Số ngày quá hạn", "Days late"),
    "assumed": ("Ngày suy ra", "Day assumed"),
    "agencies": ("Cơ quan thực hiện", "Agencies"),
    "from_task": ("Theo nhiệm vụ", "By its task"),
    "deadline_id": ("Mã thời hạn", "Deadline id"),
    "check": ("Nội dung kiểm tra", "Check"),
    "finding": ("Phát hiện", "Finding"),
    "other_plan": ("Kế hoạch đối chiếu", "Other plan"),
    "other_quote": ("Đối chiếu với", "Beside"),
    "year_own": ("Năm", "Year"),
    "own_value": ("Mức của kế hoạch", "Value of the plan"),
    "superior_value": ("Mức của cấp trên", "Superior's value"),
    "superior": ("Cấp trên", "Superior"),
    "national_value": ("Mức quốc gia", "National value"),
    "status": ("So với cấp trên", "Against the superior"),
    "national_status": ("So với quốc gia", "Against the national value"),
    "rank": ("Hạng", "Rank"),
    "difference": ("Chênh lệch", "Difference"),
    "resolved_by": ("Xác định qua", "Found by"),
    "sha256": ("SHA-256", "SHA-256"),
    "pages": ("Số trang", "Pages"),
    "order": ("STT", "No."),
    "value_text": ("Mức", "Value"),
    "advises": ("Tham mưu", "Advises"),
    "requests": ("Được đề nghị", "Requested"),
    "implements": ("Thực hiện", "Implements"),
    "remark": ("Ghi chú", "Remark"),
    "mentions": ("Số lần nêu", "Mentions"),
    "example": ("Câu ví dụ", "Example"),
    "add_to": ("Thêm vào tệp", "Add to"),
    "entry": ("Dòng thêm vào, sau dấu “- ”", "Entry, behind “- ”"),
    "group_key": ("Khóa nhóm", "Group key"),
    "today": ("Đơn vị vào ngày đó", "Unit of that day"),
    "file_name": ("Tên tệp", "File name"),
    "superior_quote": ("Nguyên văn của cấp trên", "Superior's sentence"),
    "superior_page": ("Trang của cấp trên", "Superior's page"),
    "peers": ("Số đơn vị cùng cấp", "Peers"),
    "peer_median": ("Trung vị cùng cấp", "Peers' median"),
    "peer_lowest": ("Thấp nhất cùng cấp", "Peers' lowest"),
    "peer_highest": ("Cao nhất cùng cấp", "Peers' highest"),
    "state": ("Tình trạng", "State"),
    "superior_comparator": ("So sánh của cấp trên", "Superior's comparator"),
    "superior_figure": ("Giá trị của cấp trên", "Superior's figure"),
    "sources": ("Câu giao nhiệm vụ", "Sentences it is read from"),
    "superior_year": ("Năm của mức cấp trên", "Year of the superior's value"),
    "national_comparator": ("So sánh quốc gia", "National comparator"),
    "national_figure": ("Giá trị quốc gia", "National figure"),
    "national_figure_high": ("Giá trị quốc gia trên", "Upper national figure"),
    "outlier": ("Khác thường", "Outlier"),
    "lowest": ("Thấp nhất cùng cấp", "Lowest of the level"),
    "middle": ("Trung vị cùng cấp", "Median of the level"),
    "highest": ("Cao nhất cùng cấp", "Highest of the level"),
    "values": ("Số giá trị cùng cấp", "Values of the level"),
    "text_confidence": ("Độ tin cậy của chữ", "Confidence of the text"),
}

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "comparison": ("So sánh chỉ tiêu", "Comparison of the indicator"),
    "qualitative": ("không có số", "without a figure"),
    "matrix": ("Ma trận trách nhiệm", "Responsibility matrix"),
    "plans": ("Các kế hoạch", "Plans"),
    "indicators": ("Các chỉ tiêu", "Indicators"),
    "agencies": ("Các cơ quan", "Agencies"),
    "localities": ("Các địa phương", "Localities"),
    "search": ("Kết quả tìm kiếm", "Search results"),
    "mark_numbers": (
        "Số nhỏ cạnh ký hiệu là số của câu trong danh sách bên dưới.",
        "The small number beside a mark is that of its sentence in the list below.",
    ),
    "marks": ("Ký hiệu", "Marks"),
    "document": ("Kế hoạch", "Plan"),
    "legal_references": ("Văn bản viện dẫn", "Legal references"),
    "goals": ("Mục tiêu", "Goals"),
    "targets": ("Mức chỉ tiêu", "Targets"),
    "responsibilities": ("Trách nhiệm", "Responsibilities"),
    "deadlines": ("Thời hạn", "Deadlines"),
    "issues": ("Cần xem lại", "To be looked at"),
    "evaluation": ("So với đáp án", "Against the answer keys"),
    "by_level": ("Theo cấp", "By level"),
    "by_policy_field": ("Theo lĩnh vực", "By field of policy"),
    "target_fields": ("Các trường của mức chỉ tiêu tìm đúng giá trị", "Fields of the targets found by value"),
    "errors": ("Lỗi", "Errors"),
    "totals": ("Tổng hợp", "Totals"),
    "causes": ("Theo nguyên nhân", "By cause"),
    "files": ("Từng tệp", "Files"),
    "report": ("Báo cáo nạp dữ liệu", "Ingest report"),
    "deadlines_of": ("Thời hạn của", "Deadlines of"),
    "overdue": ("Quá hạn tính đến", "Overdue on"),
    "corrected": ("đã sửa", "corrected"),
    "outlier": ("khác thường", "outlier"),
    "gaps": ("Cần phân công rõ", "Assignments to be settled"),
    "full_data": ("Dữ liệu đầy đủ", "All columns"),
    "sources": ("Nguồn", "Sources"),
    "summary": ("Tổng hợp", "Summary"),
    "tasks_of": ("Nhiệm vụ", "Tasks"),
    "printed_as": ("Trong kế hoạch ghi là", "Worded in the plans as"),
    "task_list": ("Danh mục nhiệm vụ", "List of tasks"),
    "checks": ("Kết quả kiểm tra", "Findings"),
    "cascade": ("Đối chiếu chỉ tiêu với cấp trên", "Indicators beside those of the superior"),
    "absent": (
        "Kế hoạch được viện dẫn, không có trong cơ sở dữ liệu",
        "Plans cited that are not in the database",
    ),
    "unplanned": (
        "Đơn vị không có kế hoạch thực hiện trong cơ sở dữ liệu",
        "Units with no plan for it in the database",
    ),
    "absent_tab": ("Kế hoạch viện dẫn chưa có", "Cited plans not there"),
    "unplanned_tab": ("Đơn vị chưa có kế hoạch", "Units without a plan"),
    "cascade_down": ("Chỉ tiêu ở kế hoạch cấp dưới", "Indicators in the plans below"),
    "no_lead": ("Không chủ trì nhiệm vụ nào", "Leads no task"),
    "no_owner": ("Chưa có cơ quan chịu trách nhiệm", "No agency answers for it"),
    "only_joining": (
        "Chỉ có cơ quan phối hợp, chưa rõ ai chủ trì",
        "Agencies only join in; nobody leads or carries it out",
    ),
    "two_leads": ("Có từ hai cơ quan chủ trì", "Two or more leads"),
    "national": ("Quốc gia", "National"),
    "country": ("Cả nước", "Whole country"),
    "undated": ("Không có ngày cụ thể", "Without a day"),
    "page_of": ("Trang &P / &N", "Page &P of &N"),
    "before": ("trước", "before"),
    "missing_place": ("Không có kế hoạch trong cơ sở dữ liệu", "No plan in the database"),
    "missing_indicator": ("Kế hoạch không có chỉ tiêu này", "Plan without this indicator"),
    "spread": (
        "{who} ({values} giá trị): thấp nhất {low}, trung vị {median}, cao nhất {high}",
        "{who} ({values} values): lowest {low}, median {median}, highest {high}",
    ),
    "not_drawn": (
        "Không vẽ {count} bảng xếp hạng chỉ có một mức hoặc quá nhiều cho một hình",
        "{count} rankings of a single value, or too many for one picture, are not drawn",
    ),
    "at_least": ("ít nhất {total}", "at least {total}"),
    "left_out": ("Không hiển thị", "Not shown"),
    "left_out_words": (
        "Từ ngữ này có trong {hits} mức chỉ tiêu, quá nhiều để đọc hết. Xếp hạng là của các chỉ tiêu trong danh mục được "
        "gọi như vậy hoặc thường gặp với từ ngữ đó, dù ghi bằng lời nào; ngoài danh mục chỉ có {of_none} mức, không xếp "
        "hạng. Thu hẹp bằng --within, hoặc đọc hết bằng --whole.",
        "These words stand in {hits} targets, too many to read. The rankings are of the catalogue's indicators that are "
        "called so or often go with them, in whatever words; of targets in no catalogue {of_none} are shown, without "
        "ranks. Narrow by --within, or read all with --whole.",
    ),
    "parts_of": ("{level}, từng phần", "{level}, parts"),
    "shown_of": (
        "{shown} trong {total} dòng; xem hết bằng --limit 0, --format csv hoặc xlsx",
        "{shown} of {total} rows; all with --limit 0, --format csv or xlsx",
    ),
    "standing": ("Xếp hạng", "Ranking"),
    "profile": ("Hồ sơ chỉ tiêu của địa phương", "Indicators of a locality"),
    "peers_of": ("Đơn vị cùng cấp", "Peers"),
    "missing": ("Chưa có số liệu", "Missing"),
    "none": ("không có", "none"),
    "as_of": ("theo đơn vị hành chính ngày {day}", "by the units of {day}"),
    "sum_of": ("tổng của {parts}", "sum of {parts}"),
    "unknown_agencies": ("Cơ quan chưa có trong danh mục", "Agencies that no register knows"),
    "unmatched_indicators": ("Chỉ tiêu chưa có trong danh mục", "Indicators that no catalogue knows"),
    "nothing_to_add": ("Không thiếu mục nào", "Nothing is missing"),
    "add_entry": (
        "Thêm vào THƯ_MỤC/{file} rồi nạp lại với --patterns THƯ_MỤC --refresh; mỗi mục có sẵn dòng trong CSV và JSON:",
        "Add to DIR/{file}, then ingest with --patterns DIR --refresh; CSV and JSON have a line for each:",
    ),
    "place_open": ("Chưa rõ", "Not known"),
    "in_no_register": ("Chưa có trong danh mục", "In no register"),
    "unit_open": ("Chưa rõ đơn vị", "Unit not said"),
    "ended": ("Đến hết {day}, sau đó", "Until {day}, then"),
    "of_level": ("{name} cấp {level}", "{name} of the {level}"),
    "named_later": ("Kế hoạch ngày {day} còn nêu tên cũ", "A plan of {day} still names it"),
}

ADVICE: Final[dict[str, tuple[str, str]]] = {
    "empty": ("Tệp rỗng: lấy lại bản gốc", "The file is empty: get it again"),
    "not-supported": (
        "Định dạng chưa đọc được: lưu lại thành .docx hoặc .pdf",
        "A format that cannot be read: save it as .docx or .pdf",
    ),
    "damaged": ("Tệp hỏng: lấy lại bản gốc", "The file is damaged: get it again"),
    "encrypted": ("Tệp có mật khẩu: gỡ mật khẩu rồi nạp lại", "Password protected: remove the password"),
    "no-plan": ("Không phải kế hoạch: kiểm tra xem có chọn đúng tệp không", "No plan: look whether it is the right file"),
    "no-words": (
        "Tệp chỉ có số hoặc ký hiệu: kiểm tra xem có chọn đúng tệp không",
        "Only figures or signs: look whether it is the right file",
    ),
    "other-language": (
        "Không đọc ra tiếng Việt: kiểm tra xem có chọn đúng tệp không; nếu là bản chụp, lấy bản rõ hơn",
        "Not Vietnamese: look whether it is the right file; of a scan get a better copy",
    ),
    "no-text": ("Bản chụp không có chữ: chạy lại với --ocr auto", "A scan without text: run with --ocr auto"),
    "too-large": ("Tệp quá lớn: tách ra từng kế hoạch", "Too large: split it into single plans"),
    "missing-program": (
        "Thiếu chương trình đọc: cài đặt rồi chạy lại với --retry-failed",
        "Install the program named, then run with --retry-failed",
    ),
    "timeout": (
        "Quá thời gian: chạy lại với --retry-failed và --time-limit lớn hơn",
        "Took too long: run with --retry-failed and a larger --time-limit",
    ),
    "crashed": (
        "Bộ đọc dừng đột ngột: chạy lại với --retry-failed",
        "The reader died: run with --retry-failed",
    ),
    "internal": ("Lỗi của chương trình: báo cho nhóm phát triển", "A fault of the program: please report it"),
    "vanished": (
        "Đã bị xóa, vừa thay đổi, hoặc không có quyền đọc: kiểm tra rồi chạy lại",
        "Gone, just changed, or you may not read it: look, then run again",
    ),
    "other-version": (
        "Cài cùng phiên bản cho mọi máy của cụm, rồi chạy lại với --retry-failed",
        "Install the same version on all workers of the cluster, then run with --retry-failed",
    ),
    "not-usable": ("Xem lý do", "See the reason"),
    "few-facts": ("Kiểm tra xem có phải kế hoạch không", "Look whether it is a plan"),
    "same-file": ("Không cần làm gì", "Nothing to do"),
    "same-plan": ("Không cần làm gì", "Nothing to do"),
    "archive": ("Đã mở: xem từng tệp bên trong", "Opened: see the files inside"),
    "not-a-document": ("Không cần làm gì", "Nothing to do"),
}  # fmt: skip


def heading(key: str, lang: Lang) -> str:
    """The heading of a column."""
    return HEADINGS[key][_index(lang)]


def phrase(key: str, lang: Lang) -> str:
    """A title or other phrase."""
    return PHRASES[key][_index(lang)]


def marked(text: str, corrected: bool, lang: Lang) -> str:
    """`text` with a mark where people corrected what it says."""
    return f"{text} ({phrase('corrected', lang)})".lstrip() if corrected else text


def value_name(field: str, value: str | None, lang: Lang) -> str | None:
    """The word for a value of a field with a list of values; other values as they are."""
    if value is None:
        return None
    found = VALUES.get(field, {}).get(value)
    return found[_index(lang)] if found else value


def advice(cause: str | None, lang: Lang) -> str:
    """What a user can do about a file with this cause; empty where nothing is known."""
    found = ADVICE.get(cause or "")
    return found[_index(lang)] if found else ""


def _index(lang: Lang) -> int:
    return 0 if lang == "vi" else 1
