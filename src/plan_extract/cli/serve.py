"""`plan-extract serve`: the pages in the browser, on this machine."""

from __future__ import annotations

import webbrowser
from importlib.util import find_spec
from pathlib import Path

import click

from plan_extract.cli.output import db_option, tell
from plan_extract.cli.upgrade import upgrade_before_writing
from plan_extract.model.errors import PlanExtractError

_NEEDED = ("datasette", "uvicorn")


@click.command("serve")
@db_option
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port on 127.0.0.1.")
@click.option("--allow-edit", is_flag=True, help="Let visitors of the pages correct facts.")
@click.option("--allow-upload", is_flag=True, help="Let visitors of the pages bring in files.")
@click.option(
    "--upload-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where files that are brought in are kept; by default a folder beside the database.",
)
@click.option("--open", "show", is_flag=True, help="Open the pages in the browser.")
def serve_command(
    database: Path, port: int, allow_edit: bool, allow_upload: bool, upload_dir: Path | None, show: bool
) -> None:
    """Serve the plans as pages for the browser, on 127.0.0.1 only; the database is opened read-only.

    \b
    Examples:
      plan-extract serve --db plans.db --open
      plan-extract serve --db plans.db --allow-edit --allow-upload
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise PlanExtractError(f"the pages need {' and '.join(missing)}; install with: pip install 'plan-extract[web]'")
    from plan_extract.web.options import SiteOptions
    from plan_extract.web.site import HOST, make_site, serve

    folder = upload_dir or database.with_name(f"{database.name}-uploads")
    options = SiteOptions(database, allow_edit=allow_edit, allow_upload=allow_upload, upload_dir=folder)
    if allow_edit or allow_upload:
        upgrade_before_writing(database)
    site = make_site(options)
    address = f"http://{HOST}:{port}/"
    tell(f"pages at {address} (stop with Ctrl+C)")
    if show:
        webbrowser.open(address)
    serve(site, port)
