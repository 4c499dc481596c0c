"""The texts that tests run over: the sample corpus always, a folder of public plans where one lies beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_extract.model.plan import PlanRecord
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text
from plan_extract.resources import corpus_dir

_BESIDE = Path(__file__).resolve().parents[2] / "shared"


def corpus_files(folder: str) -> list[Path]:
    """Files of one folder of the corpus: `source`, `keys` or `plans`."""
    return sorted(path for path in (corpus_dir() / folder).iterdir() if path.is_file())


def texts_beside() -> list[Path]:
    """Public plans in `../shared`, or none."""
    return sorted(path for name in ("seeds", "dev", "real") for path in (_BESIDE / name).glob("*.txt"))


def skip_without_texts() -> None:
    """Skip a test that is about those plans where they are not there."""
    if not texts_beside():
        pytest.skip("no folder of public plans beside the checkout")


_PLAN = """\
ỦY BAN NHÂN DÂN
TỈNH PHÚ THỌ
Số: 12/KH-UBND
Phú Thọ, ngày 15 tháng 01 năm 2026

KẾ HOẠCH
Phát triển chăn nuôi trên địa bàn tỉnh Phú Thọ giai đoạn 2026 - 2030

Thực hiện Nghị quyết của Hội đồng nhân dân tỉnh, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

{body}
"""


def record_of(body: str) -> PlanRecord:
    """The record of a province's made-up plan of 2026 - 2030 with these chapters."""
    return extract_source(read_text(_PLAN.format(body=body).encode(), "sample.txt")).record
