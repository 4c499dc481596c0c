"""Many old Office files converted by one LibreOffice, a bad one costing only itself."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from plan_extract.reading.formats import OLE_HEADER
from plan_extract.reading.office import find_kind, office_command, office_environment
from plan_extract.reading.programs import end_group

_LOOK = 0.1
_RESTARTS = 4
_ENDED = (0, 1)
"""How LibreOffice ends: 1 where it could not open one of the files."""


def is_convertible(path: Path) -> bool:
    """Whether a file is by its first bytes what LibreOffice is asked to convert."""
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError:
        return False
    if head.startswith(b"PK"):
        return b"application/vnd.oasis.opendocument.text" in head
    return head.startswith(OLE_HEADER) or head.lstrip().startswith(b"{\\rtf")


def convert_batch(
    soffice: str, paths: Sequence[Path], out: Path, limit: float, stop: threading.Event | None = None
) -> dict[int, Path]:
    """Many files converted by one LibreOffice: the Word file of each that it could convert, by its place.

    A file that takes longer than `limit` seconds, or brings LibreOffice down, is left out, and the run
    goes on behind it. Once `stop` is set nothing more is converted.
    """
    out.mkdir(parents=True)
    stop = stop or threading.Event()
    found: dict[int, Path] = {}
    with tempfile.TemporaryDirectory(prefix="plan-extract-") as folder:
        base = Path(folder)
        waiting: list[int] = []
        for number, path in enumerate(paths):
            with contextlib.suppress(OSError):
                data = path.read_bytes()
                (base / f"{number}.{find_kind(data)}").write_bytes(data)
                waiting.append(number)
        inputs = {int(file.stem): file for file in base.iterdir()}
        for _ in range(_RESTARTS + 1):
            if not waiting or stop.is_set():
                break
            results = {number: out / f"{number}.docx" for number in waiting}
            ended = _run_watched(soffice, base, [inputs[each] for each in waiting], list(results.values()), limit, stop)
            done = [number for number in waiting if results[number].exists()]
            if not ended and done and not zipfile.is_zipfile(results[done[-1]]):  # half written
                results[done.pop()].unlink()
            found.update((number, results[number]) for number in done)
            behind = waiting.index(done[-1]) + 1 if done else 0  # where it hung or went down
            waiting = [] if ended else waiting[behind + 1 :]
    return found


def _run_watched(
    soffice: str, base: Path, inputs: list[Path], results: list[Path], limit: float, stop: threading.Event
) -> bool:
    """Run LibreOffice on `inputs`; whether it ended well. Stopped when nothing comes for `limit` seconds."""
    process = subprocess.Popen(
        office_command(soffice, base, results[0].parent, inputs),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=base,
        env={**os.environ, **office_environment(base)},
        start_new_session=True,
    )
    count, since = 0, time.monotonic()
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(_LOOK) in _ENDED
            now_done = sum(result.exists() for result in results)
            if now_done != count:
                count, since = now_done, time.monotonic()
            elif time.monotonic() - since > limit or stop.is_set():
                return False
    finally:
        end_group(process)
