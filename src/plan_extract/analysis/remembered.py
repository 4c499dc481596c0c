"""Answers that are the same as long as the file of the database is: kept, so that a page need not count anew."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Final, TypeVar

Answer = TypeVar("Answer")
State = tuple[int, ...]

_MOST: Final = 64
"""Answers that are kept; the one not asked for longest goes first."""

_LOCK: Final = threading.Lock()
_KEPT: Final[OrderedDict[tuple[str, Hashable], tuple[State, Any]]] = OrderedDict()


def remembered(connection: sqlite3.Connection, key: Hashable, make: Callable[[], Answer]) -> Answer:
    """The answer called `key`, made where the database has changed since it was made last.

    Nothing is kept of a database in memory and none of this connection's own changes, before they are committed,
    may be in the answer: use it on connections that only read.
    """
    path = str(connection.execute("PRAGMA database_list").fetchone()[2])
    state = _state_of(path)
    if state is None:
        return make()
    with _LOCK:
        kept = _KEPT.get((path, key))
        if kept is not None and kept[0] == state:
            _KEPT.move_to_end((path, key))
            found: Answer = kept[1]
            return found
    answer = make()
    with _LOCK:
        _KEPT[path, key] = (state, answer)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return answer


def _state_of(path: str) -> State | None:
    """What changes when the database is written to; None for a database in memory."""
    if not path:
        return None
    found: list[int] = []
    for name in (path, path + "-wal"):
        try:
            status = Path(name).stat()
        except OSError:
            found += [0, 0]
        else:
            found += [status.st_mtime_ns, status.st_size]
    return tuple(found)
