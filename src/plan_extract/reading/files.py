"""A file to a source document: the reader is chosen by content, and every failure says what to do."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import cast

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading.formats import find_format
from plan_extract.reading.language import read_language
from plan_extract.reading.options import Deadline, ReadOptions, set_deadline

_MOST_NAMES = 10_000
"""How many names of a folder are looked through for one like that of a file which is not there."""

Reader = Callable[[bytes, str, ReadOptions], SourceDocument]

# Format to the module and function that read it; loaded when first needed.
_READERS = {
    "docx": ("plan_extract.reading.word", "read_docx"),
    "flat-word": ("plan_extract.reading.word", "read_flat_word"),
    "pdf": ("plan_extract.reading.pdf", "read_pdf"),
    "html": ("plan_extract.reading.html", "read_html"),
    "mhtml": ("plan_extract.reading.html", "read_mhtml"),
    "email": ("plan_extract.reading.archive", "read_email"),
    "zip": ("plan_extract.reading.archive", "read_single_in_zip"),
    "office": ("plan_extract.reading.office", "read_office"),
    "picture": ("plan_extract.reading.ocr", "read_picture"),
}
_MIN_WORDS = 40
_MIN_SHARE = 0.5
_NO_DIACRITICS = (
    "the text is written without diacritics: words that differ only by them cannot be told apart, check each fact"
)


def read_file(path: Path, *, options: ReadOptions | None = None) -> SourceDocument:
    """The text of the file at `path` with its blocks and tables.

    Raises ReadError, with a message that names the file and says what to do.
    """
    options = options or ReadOptions()
    return read_bytes(load_bytes(path, options), show_name(path), options)


def show_name(path: Path) -> str:
    """The file's name fit for printing, also where its encoding is broken."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def near_files(path: Path) -> list[str]:
    """Names in the folder of a file that is not there, those that are spelt most like it."""
    try:
        names = [show_name(entry) for entry in islice(path.parent.iterdir(), _MOST_NAMES)]
    except OSError:
        return []
    return get_close_matches(show_name(path), sorted(names), n=3, cutoff=0.7)


def load_bytes(path: Path, options: ReadOptions) -> bytes:
    """The bytes of a regular file within the size limit. Raises ReadError."""
    name = show_name(path)
    try:
        if not path.exists():
            near = "; ".join(near_files(path))
            hint = f"nearest: {near}" if near else "moved or deleted?"
            raise ReadError(f"{name}: the file is not there ({hint})", cause="vanished")
        if not path.is_file():
            raise ReadError(f"{name}: is no regular file", cause="not-supported")
        size = path.stat().st_size
        if size > options.max_bytes:
            raise ReadError(
                f"{name}: {size:,} bytes are more than the limit of {options.max_bytes:,}; is it a plan?",
                cause="too-large",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"{name}: the file vanished while it was read", cause="vanished") from error
    except PermissionError as error:
        raise ReadError(f"{name}: no permission to read the file", cause="vanished") from error
    except OSError as error:
        raise ReadError(f"{name}: the file cannot be read ({error.strerror or error})", cause="damaged") from error


def read_bytes(data: bytes, name: str, options: ReadOptions | None = None) -> SourceDocument:
    """The same as `read_file` for content that is already in memory; `name` is for messages."""
    options = options or ReadOptions()
    if len(data) > options.max_bytes:
        raise ReadError(f"{name}: more than {options.max_bytes:,} bytes", cause="too-large")
    with _time_limit(Deadline.start(name, options.time_limit)):
        try:
            document = _choose_reader(data, name, options)(data, name, options)
            if len(document.text) > options.max_text:
                raise _too_much_text(name, options)
        except ReadError:
            raise
        except MemoryError as error:
            raise ReadError(f"{name}: the file needs more memory than there is", cause="too-large") from error
        except RecursionError as error:
            raise ReadError(f"{name}: the file nests its content too deep to be read", cause="damaged") from error
        except Exception as error:  # a library gave up on a damaged file in a way of its own
            raise ReadError(
                f"{name}: the file is damaged and cannot be read ({type(error).__name__}: {error})",
                cause="damaged",
            ) from error
    return _check_language(document)


def _too_much_text(name: str, options: ReadOptions) -> ReadError:
    return ReadError(
        f"{name}: more than {options.max_text:,} characters of text are no plan; "
        "is it a collection of many documents? Split it",
        cause="too-large",
    )


def _choose_reader(data: bytes, name: str, options: ReadOptions) -> Reader:
    key = find_format(data, name)
    if key in ("text", "html") and len(data) > 3 * options.max_text:
        raise _too_much_text(name, options)
    if key == "text":
        from plan_extract.reading.text import read_text

        return lambda content, shown, _options: read_text(content, shown)
    module, function = _READERS[key]
    return cast(Reader, getattr(import_module(module), function))


def _check_language(document: SourceDocument) -> SourceDocument:
    """Turn away what is no Vietnamese; say where the diacritics are missing."""
    found = read_language(document.text)
    if found.words > _MIN_WORDS and found.vietnamese < _MIN_SHARE:
        raise ReadError(
            f"{document.name}: the text does not read as Vietnamese, so no plan can be found in it"
            + ("; if it is a scan, try a better copy" if document.confidence < 1 else ""),
            cause="other-language",
        )
    if found.lacks_diacritics:
        return document.model_copy(update={"messages": (*document.messages, _NO_DIACRITICS)})
    return document


@contextmanager
def _time_limit(deadline: Deadline) -> Iterator[None]:
    """Stop reading at the deadline: by the readers' own checks, and by a signal where there is one.

    An alarm that the calling program had set goes on afterwards.
    """
    set_deadline(deadline)
    use_signal = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    if not use_signal:
        try:
            yield
        finally:
            set_deadline(None)
        return

    def on_alarm(_number: int, _frame: FrameType | None) -> None:
        raise deadline.error()

    before = signal.signal(signal.SIGALRM, on_alarm)
    began = time.monotonic()
    left, every = signal.setitimer(signal.ITIMER_REAL, deadline.limit, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        set_deadline(None)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - began), 0.001), every)
