"""Imported once by the process that worker processes are forked from, never by the program itself.

Extracting a line of text loads rules and registers, so that no worker has to load its own.
"""

from __future__ import annotations

from contextlib import suppress

from plan_extract.model.errors import PlanExtractError
from plan_extract.pipeline import extract_bytes
from plan_extract.storage.rows import load_registers

_PLAN = """ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH
Số: 1/KH-UBND    Hòa Bình, ngày 05 tháng 01 năm 2024
KẾ HOẠCH
Giảm nghèo năm 2024
Căn cứ Nghị quyết số 1/NQ-CP ngày 05/01/2024 của Chính phủ, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:
I. MỤC TIÊU
1. Giảm tỷ lệ hộ nghèo xuống dưới 5% vào năm 2024.
II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế chủ trì, phối hợp với Sở Tài chính thực hiện, báo cáo trước ngày 15/12/2024.
"""

with suppress(PlanExtractError):  # a bad rule is told for each file by the worker that meets it
    load_registers()
    extract_bytes(_PLAN.encode(), "plan.txt", ocr="never")
