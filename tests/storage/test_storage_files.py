"""Finding files: nothing is passed over in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plan_extract.storage.files import find_files


def test_folder_that_may_not_be_looked_into_is_returned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "plan.txt").touch()
    scan = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = {file.path.name: file.named for file in find_files([tmp_path])}
    assert found == {"plan.txt": False, "closed": True}


def test_path_that_may_not_be_looked_at_is_returned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "stat", refuse)
    assert [file.path.name for file in find_files([tmp_path / "plan.txt"])] == ["plan.txt"]
