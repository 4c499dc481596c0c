"""plan-extract: goals, indicators, targets, tasks and deadlines of Vietnamese administrative plans.

import plan_extract
plan = plan_extract.extract("plan.docx")
for target in plan.record.targets:
    print(target.measure, target.comparator, target.value, target.year)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plan_extract.pipeline import extract as extract

__version__ = "0.1.0"
__all__ = ["__version__", "extract"]


def __getattr__(name: str) -> Any:
    """`plan_extract.extract`, loaded when it is first asked for (spaCy takes a second to load)."""
    if name == "extract":
        from plan_extract.pipeline import extract

        return extract
    raise AttributeError(f"module 'plan_extract' has no attribute {name!r}")
