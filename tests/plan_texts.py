"""The texts that tests run over: the sample corpus always, a folder of public plans where one lies beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

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
