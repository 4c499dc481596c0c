"""Plans made up for the tests, and a visitor of the site over them."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "storage"))

from storage_plans import HUE, QUANG_TRI, make_plan

from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.rows import make_rows
from plan_extract.storage.writer import insert_plan

TEXT = """
Tỷ lệ trẻ em suy dinh dưỡng thấp còi: 19.5% 2030
Số hộ nghèo: 120 hộ 2026
Sở Lao động + Công an tỉnh -> thực hiện chỉ tiêu 1, báo cáo trước ngày 15/06/2026
"""
PLANS = (HUE + TEXT, QUANG_TRI + TEXT.replace("19.5", "22"))
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def store(database: Path, text: str, **fields: object) -> str:
    """Store a plan given as text; returns its id. Further arguments replace fields of the document."""
    plan = make_plan(text)
    document = plan.record.document.model_copy(update=fields)
    plan = plan.model_copy(update={"record": plan.record.model_copy(update={"document": document})})
    connection = open_database(database)
    try:
        count = connection.execute("SELECT count(*) FROM document").fetchone()[0]
        rows = make_rows(plan, sha256=f"{count + 1:064x}"[::-1], file_name=f"{count}.txt", extractor_version="1")
        with transaction(connection):
            insert_plan(connection, rows)
        return rows.document_id
    finally:
        connection.close()


@dataclass
class Visitor:
    """A browser without a window: keeps its cookies, knows where it is."""

    site: Any
    cookies: dict[str, str] = field(default_factory=dict)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def get(self, path: str, **headers: str) -> Any:
        """The answer to a question for a page."""
        return self.loop.run_until_complete(self._ask("GET", path, headers=headers))

    def post(self, path: str, values: dict[str, str], *, files: Any = None, own: bool = True, **headers: str) -> Any:
        """Send a form; `own` as a page of the site would, with the site's origin and token."""
        if own:
            page = self.get(path)
            values = {"csrftoken": page.text.split('name="csrftoken" value="')[1].split('"')[0], **values}
            headers = {"origin": "http://localhost", **headers}
        return self.loop.run_until_complete(self._ask("POST", path, data=values, files=files, headers=headers))

    async def _ask(self, method: str, path: str, **given: Any) -> Any:
        await self.site.invoke_startup()
        answer = await self.site.client.request(method, path, cookies=self.cookies, **given)
        self.cookies.update(answer.cookies)
        return answer
