"""A database of two plans, made once, and a runner of commands beside it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "storage"))

from storage_plans import HUE, QUANG_TRI, extract

import plan_extract.cli.ingest
import plan_extract.pipeline
from plan_extract.cli.main import main
from plan_extract.storage.ingest import IngestOptions, ingest

BODY = (
    "\nTỷ lệ trẻ em suy dinh dưỡng: {}% 2027\nSố giường bệnh: 1200 giường 2028\n"
    "Sở Y tế + Sở Tài chính -> Thực hiện chỉ tiêu 1\nSở Nội vụ -> =Tổng hợp\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return command


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of two plans."""
    folder = tmp_path_factory.mktemp("made")
    write_plans(folder)
    ingest([folder], folder / "plans.db", extract, IngestOptions(version="1", workers=1))
    return folder / "plans.db"


def write_plans(folder: Path) -> None:
    (folder / "hue.txt").write_text(HUE + BODY.format("9.5"), encoding="utf-8")
    (folder / "quangtri.txt").write_text(QUANG_TRI + BODY.format("11"), encoding="utf-8")


@pytest.fixture
def filled(run, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A runner in a folder with plans.db and its two plans, with the extractor of the storage tests."""
    monkeypatch.setattr(plan_extract.pipeline, "extract", extract)
    monkeypatch.setattr(plan_extract.cli.ingest, "extract_file", extract)
    (tmp_path / "plans").mkdir()
    write_plans(tmp_path / "plans")
    shutil.copy(made, tmp_path / "plans.db")
    return run
