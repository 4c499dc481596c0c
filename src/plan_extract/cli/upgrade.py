"""`plan-extract upgrade`: a database of an older version to the newest schema; other commands that write do it too."""

from __future__ import annotations

from pathlib import Path

import click

from plan_extract.cli.output import db_option, tell
from plan_extract.storage.database import Migration, Upgrade, pending_upgrade, upgrade_database


@click.command("upgrade")
@db_option
def upgrade_command(database: Path) -> None:
    """Bring a database that an older version wrote to the newest schema, in place.

    Plans, facts and corrections stay. Older versions cannot open it afterwards; keep a copy where they must. The plans
    are not read again: that does "refresh". Commands that only read never change a database; "ingest", "refresh" and
    "serve" with --allow-edit or --allow-upload upgrade it first and say so.

    \b
    Example:
      plan-extract upgrade --db tinh.db
    """
    made = upgrade(database)
    if made.before == made.after:
        tell(f"{database}: is up to date (schema {made.after}); nothing was changed")


def upgrade_before_writing(database: Path) -> None:
    """Upgrade a database that a command is about to write to, where that is needed, and say so."""
    if pending_upgrade(database) is not None:
        upgrade(database)


def upgrade(database: Path) -> Upgrade:
    """Upgrade a database and tell each step."""
    made = upgrade_database(database, on_step=lambda step: _tell_step(database, step))
    if made.before < made.after:
        tell(f"{database}: upgraded from schema {made.before} to {made.after}; older versions cannot open it any more")
    return made


def _tell_step(database: Path, step: Migration) -> None:
    tell(f"{database}: of an older plan-extract; applying {step.name}")
