"""Opening a database of plans and bringing it to the newest schema.

Migrations are the numbered files in `migrations/`, applied in order, each in a transaction of its
own together with the mark that says so (`PRAGMA user_version`): a file is applied whole or not at
all. A file that has been released is never changed; a new one is added behind it.

Nothing that is opened is migrated on the way: a database of an older schema is refused with what to do,
and only `upgrade_database` changes it.
"""

from __future__ import annotations

import os
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from plan_extract.model.errors import DatabaseError, NewerDatabaseError, NoDatabaseError, OlderDatabaseError

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


@dataclass(frozen=True)
class Upgrade:
    """What bringing a database to the newest schema does: the numbers of the schema before and after."""

    before: int
    after: int


def open_database(path: Path | str, *, create: bool = True) -> sqlite3.Connection:
    """A connection to the database at `path`, for reading and writing, at the newest schema.

    The caller closes it. Statements outside `transaction` commit at once. Raises `DatabaseError`
    where the file is missing (`create=False`), is no database of ours, or is of a newer version, and
    `OlderDatabaseError` where it is of an older one.
    """
    path = Path(path)
    if not create:
        _check_exists(path)
    if create and not path.parent.is_dir():
        raise DatabaseError(f"{path}: the folder {path.parent} does not exist")
    with _told_errors(path):
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def open_reader(path: Path | str) -> sqlite3.Connection:
    """A read-only connection to an existing database; rows are `sqlite3.Row`.

    Raises as `open_database` does: a database of an older version is left as it is.
    """
    path = Path(path)
    connection = _connect_reader(path)
    try:
        _check_current(connection, path)
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


def pending_upgrade(path: Path | str) -> Upgrade | None:
    """What `upgrade_database` has to do; None where the database is of the newest schema, or there is none yet."""
    path = Path(path)
    if not path.is_file():
        return None
    with closing(_connect_reader(path)) as connection:
        upgrade = Upgrade(schema_version(connection), len(load_migrations()))
    return upgrade if 0 < upgrade.before < upgrade.after else None


def upgrade_database(path: Path | str, on_step: Callable[[Migration], None] | None = None) -> Upgrade:
    """Bring an existing database to the newest schema; `on_step` is called before each migration.

    Raises `DatabaseError` where it is missing, not ours, of a newer version, or cannot be written to; what was
    migrated until then holds, and the next call goes on from there.
    """
    path = Path(path)
    with closing(_connect_reader(path)) as connection:
        before = schema_version(connection)
        _check_filled(connection, path)
    if before == len(load_migrations()):
        return Upgrade(before, before)
    if _is_fixed(path):
        raise OlderDatabaseError(path, before, len(load_migrations()), fixed=True)
    with _told_errors(path), closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
        migrate(connection, on_step=on_step)
        return Upgrade(before, schema_version(connection))


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


def migrate(
    connection: sqlite3.Connection, *, target: int | None = None, on_step: Callable[[Migration], None] | None = None
) -> None:
    """Apply the migrations that are missing (up to number `target`, for tests).

    Foreign keys are off meanwhile, as SQLite asks for where a table is made anew, and are checked before each
    migration is committed. Raises `DatabaseError` where one does not hold.
    """
    migrations = load_migrations()
    newest = len(migrations) if target is None else target
    oldest = schema_version(connection)
    if oldest >= newest:
        return
    with _migrating(connection):
        while (version := schema_version(connection)) < newest:
            with transaction(connection):
                if schema_version(connection) != version:
                    continue
                if on_step is not None:
                    on_step(migrations[version])
                _apply(connection, migrations[version])
        if oldest:
            _give_back_pages(connection)


def _create(connection: sqlite3.Connection) -> None:
    """Give an empty file the newest schema, all at once: nobody else meets it at an older one."""
    with _migrating(connection), transaction(connection):
        if not schema_version(connection):
            for migration in load_migrations():
                _apply(connection, migration)


@contextmanager
def _migrating(connection: sqlite3.Connection) -> Iterator[None]:
    add_functions(connection)
    enforced = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA foreign_keys = {enforced}")


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    for statement in migration.statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {migration.number}")
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
    """A read-only connection to a database of ours, of the newest schema or an older one."""
    _check_exists(path)
    uri = path.resolve().as_uri() + ("?mode=ro&immutable=1" if is_at_rest(path) else "?mode=ro")
    with _told_errors(path):
        connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
        add_functions(connection)
        try:
            _check_ours(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def _told_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: cannot be used as a database ({error})") from error


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
    is_new = not schema_version(connection)
    if not is_new:
        _check_current(connection, path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    add_functions(connection)
    if is_new:
        _create(connection)


def _check_current(connection: sqlite3.Connection, path: Path) -> None:
    _check_filled(connection, path)
    version, newest = schema_version(connection), len(load_migrations())
    if version < newest:
        raise OlderDatabaseError(path, version, newest, fixed=_is_fixed(path))


def _check_filled(connection: sqlite3.Connection, path: Path) -> None:
    if not schema_version(connection):
        raise NoDatabaseError(f"{path}: is empty; bring plans in with: plan-extract ingest PATH --db {path}")


def _is_fixed(path: Path) -> bool:
    """Whether the file, or the folder that SQLite must write to beside it, is not ours to write to."""
    return not (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK))


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and tables:
        raise DatabaseError(f"{path}: a database, but not one of plan-extract; name another file with --db")
    version, newest = schema_version(connection), len(load_migrations())
    if version > newest:
        raise NewerDatabaseError(path, version, newest)
