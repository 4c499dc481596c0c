"""Write docs/plan.schema.json: the JSON Schema of what `plan-extract extract --format json` prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from plan_extract.model.plan import PlanRecord

PAGE = Path(__file__).resolve().parent.parent / "docs" / "plan.schema.json"


def make_schema() -> dict[str, Any]:
    """The schema of the printed record (draft 2020-12): figures are numbers there."""
    schema = PlanRecord.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def render_schema() -> str:
    """The schema as the file holds it."""
    return json.dumps(make_schema(), ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    PAGE.write_text(render_schema(), encoding="utf-8")


if __name__ == "__main__":
    main()
