"""Headings and words of what is shown, in Vietnamese and English."""

from __future__ import annotations

from typing import Final, Literal

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
}

VALUES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "comparator": {
        "=": ("bằng", "equal to"),
        ">": ("trên", "more than"),
        ">=": ("ít nhất", "at least"),
        "<": ("dưới", "less than"),
        "<=": ("không quá", "at most"),
        "range": ("từ - đến", "from - to"),
        "~": ("khoảng", "about"),
    },
    "level": {
        "national": ("trung ương", "national"),
        "ministry": ("bộ, ngành", "ministry"),
        "province": ("tỉnh", "province"),
        "district": ("huyện", "district"),
        "commune": ("xã", "commune"),
        "department": ("sở, phòng", "department"),
        "party": ("Đảng", "party"),
        "front": ("Mặt trận, đoàn thể", "front"),
        "other": ("khác", "other"),
    },
    "role": {
        "lead": ("chủ trì", "lead"),
        "coordinate": ("phối hợp", "coordinate"),
        "advise": ("tham mưu", "advise"),
        "request": ("đề nghị", "request"),
        "implement": ("thực hiện", "implement"),
    },
    "mark": {
        "lead": ("C", "L"),
        "coordinate": ("P", "C"),
        "advise": ("T", "A"),
        "request": ("Đ", "R"),
        "implement": ("X", "I"),
    },
    "quantity": {"level": ("mức", "level"), "change": ("thay đổi", "change")},
    "direction": {
        "increase": ("tăng", "increase"),
        "decrease": ("giảm", "decrease"),
        "maintain": ("duy trì", "maintain"),
    },
    "frequency": {"annual": ("hằng năm", "annual")},
    "unit": {
        "%": ("%", "%"),
        "ratio": ("tỷ số", "ratio"),
        "count": ("số lượng", "count"),
        "money": ("đồng", "đồng"),
        "time": ("thời gian", "time"),
        "score": ("điểm", "score"),
        "rank": ("thứ hạng", "rank"),
        "area": ("ha", "ha"),
        "other": ("khác", "other"),
    },
    "match": {
        "catalogue": ("danh mục", "catalogue"),
        "measure": ("nội dung đo", "measure"),
        "quote": ("câu", "sentence"),
        "indicator": ("chỉ tiêu", "indicator"),
    },
    "outcome": {
        "stored": ("đã lưu", "stored"),
        "duplicate": ("trùng", "duplicate"),
        "failed": ("lỗi", "failed"),
        "skipped": ("bỏ qua", "skipped"),
    },
    "kind": {
        "document": ("kế hoạch", "plan"),
        "section": ("mục", "section"),
        "goal": ("mục tiêu", "goal"),
        "indicator": ("chỉ tiêu", "indicator"),
        "target": ("mức chỉ tiêu", "target"),
        "task": ("nhiệm vụ", "task"),
        "deadline": ("thời hạn", "deadline"),
        "legal_reference": ("văn bản viện dẫn", "legal reference"),
        "general": ("chung", "general"),
        "specific": ("cụ thể", "specific"),
        "numeric": ("số", "numeric"),
        "zero": ("không để xảy ra", "zero"),
        "qualitative": ("định tính", "qualitative"),
    },
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
}

ADVICE: Final[dict[str, tuple[str, str]]] = {
    "empty": ("Tệp rỗng: lấy lại bản gốc", "The file is empty: get it again"),
    "not-supported": (
        "Định dạng chưa đọc được: lưu lại thành .docx hoặc .pdf",
        "A format that cannot be read: save it as .docx or .pdf",
    ),
    "damaged": ("Tệp hỏng: lấy lại bản gốc", "The file is damaged: get it again"),
    "encrypted": ("Tệp có mật khẩu: gỡ mật khẩu rồi nạp lại", "Password protected: remove the password"),
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
    "vanished": ("Tệp không còn hoặc vừa thay đổi: chạy lại", "The file is gone or was changed: run again"),
    "not-usable": ("Xem lý do", "See the reason"),
    "few-facts": ("Kiểm tra xem có phải kế hoạch không", "Look whether it is a plan"),
    "same-file": ("Không cần làm gì", "Nothing to do"),
    "same-plan": ("Không cần làm gì", "Nothing to do"),
    "not-a-document": ("Không cần làm gì", "Nothing to do"),
}  # fmt: skip


def heading(key: str, lang: Lang) -> str:
    """The heading of a column."""
    return HEADINGS[key][_index(lang)]


def phrase(key: str, lang: Lang) -> str:
    """A title or other phrase."""
    return PHRASES[key][_index(lang)]


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
