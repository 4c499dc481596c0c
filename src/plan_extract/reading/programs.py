"""Programs that readers call: found, run with a time limit, ended with all that they started."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from plan_extract.model.errors import ReadError
from plan_extract.reading.options import current_deadline, time_left


def find_program(*names: str) -> str | None:
    """The path of the first of these programs that is installed, or None."""
    for name in names:
        if found := shutil.which(name):
            return found
    return None


def missing_program(name: str, what: str, packages: str) -> ReadError:
    """The error for a file that needs a program which is not installed."""
    return ReadError(
        f"{name}: {what}; install it with: apt-get install {packages}",
        cause="missing-program",
    )


def run_program(
    command: Sequence[str],
    *,
    name: str,
    limit: float,
    data: bytes | None = None,
    environment: dict[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """The finished run of `command`, stopped after `limit` seconds or at the file's deadline.

    Raises ReadError with cause `timeout` when it had to be stopped.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE if data is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    try:
        out, err = process.communicate(data, timeout=min(limit, time_left(limit)))
    except subprocess.TimeoutExpired as error:
        end_group(process)
        deadline = current_deadline()
        raise (deadline.error() if deadline else _timeout(name, limit)) from error
    except BaseException:
        end_group(process)
        raise
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a program and the ones that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    process.communicate()


def _timeout(name: str, limit: float) -> ReadError:
    return ReadError(f"{name}: a helping program took longer than {limit:g} s and was stopped", cause="timeout")
