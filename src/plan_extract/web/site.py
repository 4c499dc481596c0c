"""Making the site: Datasette over one database, opened read-only, with our pages before its own."""

from __future__ import annotations

import secrets
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from plan_extract.storage.database import is_at_rest, open_reader
from plan_extract.storage.dictionary import describe_schema
from plan_extract.web import plugin
from plan_extract.web.options import DATABASE, SiteOptions

HOST: Final = "127.0.0.1"
"""The site is for the person at this machine; it is never bound to another address."""

_HERE: Final = Path(__file__).parent
_SETTINGS: Final = {
    "suggest_facets": False,
    "sql_time_limit_ms": 3000,
    "max_returned_rows": 2000,
    "allow_download": False,
    "num_sql_threads": 3,
}
_SECONDS_TO_STOP: Final = 5


class Site(Datasette):  # type: ignore[misc, unused-ignore]
    """Datasette with the options and the running uploads of our pages."""

    def __init__(self, options: SiteOptions, metadata: dict[str, Any]) -> None:
        self.plan_options = options
        self.plan_jobs: dict[str, Any] = {}
        super().__init__(
            files=[],
            metadata=metadata,
            template_dir=str(_HERE / "templates"),
            static_mounts=[("assets", str(_HERE / "static"))],
            settings=_SETTINGS,
            secret=secrets.token_hex(32),
        )


def make_site(options: SiteOptions) -> Site:
    """The Datasette of this database.

    Raises `DatabaseError` where the file is missing or no database of ours, or of another version: it is
    never changed by being served.
    """
    with closing(open_reader(options.database)) as connection:
        relations = describe_schema(connection)
    if not pm.is_registered(plugin):
        pm.register(plugin, name="plan_extract")
    tables = {
        relation.name: {
            "description": relation.meaning,
            "columns": {column.name: column.meaning for column in relation.columns},
        }
        for relation in relations
    }
    site = Site(options, {"title": "plan-extract", "databases": {DATABASE: {"tables": tables}}})
    site.remove_database("_memory")
    served = Database(site, path=str(options.database.resolve()), is_mutable=not is_at_rest(options.database))
    site.add_database(served, name=DATABASE)
    return site


def serve(site: Site, port: int) -> None:
    """Serve the site on this machine until it is stopped."""
    import uvicorn

    uvicorn.run(
        site.app(), host=HOST, port=port, log_level="warning", lifespan="on", timeout_graceful_shutdown=_SECONDS_TO_STOP
    )
