"""Opening a database of plans and bringing it to the newest schema.

Migrations are the numbered files in `migrations/`, applied in order, each in a transaction of its
own together with the mark that says so (`PRAGMA user_version`): a file is applied whole or not at
all. A file that has been released is never changed; a new one is added behind it.
"""

from __future__ import annotations

import os
import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from plan_extract.model.errors import DatabaseError, NoDatabaseError

APPLICATION_ID = 0x706C616E
"""What SQLite stores in the header of a database of ours: "plan" in ASCII."""

_BUSY_SECONDS = 60.0
_MOST_FREE = 20
"""One page of so many may be free in a file without its being written anew."""
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


@dataclass(frozen=True)
class Migration:
    """One numbered step of the schema."""

    number: int
    name: str
    sql: str

    def statements(self) -> Iterator[str]:
        """The SQL statements one by one, remarks kept: the data dictionary is made from them."""
        pending = ""
        for line in self.sql.splitlines(keepends=True):
            pending += line
            if sqlite3.complete_statement(pending):
                yield pending.strip()
                pending = ""
        if pending.strip():
            raise DatabaseError(f"{self.name}: the last statement is not closed")


def load_migrations() -> tuple[Migration, ...]:
    """All migrations that travel with the package, in order, numbered from 1 without a gap."""
    found = []
    for entry in resources.files("plan_extract.storage").joinpath("migrations").iterdir():
        match = _NAME.fullmatch(entry.name)
        if match:
            found.append(Migration(int(match[1]), entry.name, entry.read_text(encoding="utf-8")))
    found.sort(key=lambda migration: migration.number)
    if [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise DatabaseError(f"migrations are not numbered from 1 without a gap: {[m.name for m in found]}")
    return tuple(found)


def open_database(path: Path | str, *, create: bool = True) -> sqlite3.Connection:
    """A connection to the database at `path`, for reading and writing, at the newest schema.

    The caller closes it. Statements outside `transaction` commit at once. Raises `DatabaseError`
    where the file is missing (`create=False`), is no database of ours, or is of a newer version.
    """
    path = Path(path)
    if not create:
        _check_exists(path)
    if create and not path.parent.is_dir():
        raise DatabaseError(f"{path}: the folder {path.parent} does not exist")
    try:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: cannot be used as a database ({error})") from error
    return connection


def open_reader(path: Path | str) -> sqlite3.Connection:
    """A read-only connection to an existing database; rows are `sqlite3.Row`.

    A database of an older version is brought to the newest schema first.
    """
    path = Path(path)
    _check_exists(path)
    try:
        connection = _connect_reader(path)
        if schema_version(connection) < len(load_migrations()):
            connection.close()
            if is_at_rest(path):
                raise DatabaseError(
                    f"{path}: was written by an older plan-extract and must be changed to be read; "
                    "copy it to a folder that you may write to"
                )
            open_database(path).close()
            connection = _connect_reader(path)
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: cannot be used as a database ({error})") from error
    connection.row_factory = sqlite3.Row
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All statements inside are stored together or, where one fails, not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def add_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the functions by which `document_text` is packed and unpacked.

    They are those of the SQLite archive (sqlar), which the sqlite3 shell has too.
    """
    connection.create_function("sqlar_compress", 1, _compress, deterministic=True)
    connection.create_function("sqlar_uncompress", 2, _uncompress, deterministic=True)


def _compress(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return packed if len(packed) < len(content) else content


def _uncompress(content: bytes, size: int) -> bytes:
    return content if len(content) == size else zlib.decompress(content)


def schema_version(connection: sqlite3.Connection) -> int:
    """The number of the last migration applied; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, *, target: int | None = None) -> None:
    """Apply the migrations that are missing (up to number `target`, for tests).

    Foreign keys are off meanwhile, as SQLite asks for where a table is made anew, and are checked before each
    migration is committed. Raises `DatabaseError` where one does not hold.
    """
    add_functions(connection)
    migrations = load_migrations()
    newest = len(migrations) if target is None else target
    oldest = schema_version(connection)
    if oldest >= newest:
        return
    enforced = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        while (version := schema_version(connection)) < newest:
            with transaction(connection):
                if schema_version(connection) != version:
                    continue
                _apply(connection, migrations[version])
                connection.execute(f"PRAGMA user_version = {version + 1}")
        if oldest:
            _give_back_pages(connection)
    finally:
        connection.execute(f"PRAGMA foreign_keys = {enforced}")


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    for statement in migration.statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise DatabaseError(f"{migration.name}: a row of {broken[0]} refers to a row of {broken[2]} that is not there")


def _give_back_pages(connection: sqlite3.Connection) -> None:
    """Let the file shrink where much of it is free; where another program holds it, the pages are used again later."""
    free, pages = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count"))
    if free * _MOST_FREE < pages:
        return
    with suppress(sqlite3.OperationalError):
        connection.execute("VACUUM")


def _connect_reader(path: Path) -> sqlite3.Connection:
    uri = path.resolve().as_uri() + ("?mode=ro&immutable=1" if is_at_rest(path) else "?mode=ro")
    connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    add_functions(connection)
    try:
        _check_ours(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def is_at_rest(path: Path) -> bool:
    """Whether the database stands in a folder that cannot be written to, and no write to it is under way.

    SQLite reads a database of this kind only when it is told that nobody changes it: it could not put the file by
    which readers and writers agree beside it.
    """
    log = path.with_name(path.name + "-wal")
    return not os.access(path.resolve().parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def _check_exists(path: Path) -> None:
    if not path.is_file():
        raise NoDatabaseError(f"{path}: no such database; make one with: plan-extract ingest PATH --db {path}")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    _check_ours(connection, path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection)


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and tables:
        raise DatabaseError(f"{path}: a database, but not one of plan-extract; name another file with --db")
    newest = len(load_migrations())
    if schema_version(connection) > newest:
        raise DatabaseError(
            f"{path}: was written by a newer plan-extract (schema {schema_version(connection)}, "
            f"this one knows {newest}); install the newer version"
        )
