"""Where the plans beside the checkout stand: unit with its code and era, level, or a flag; checked by reading."""

from __future__ import annotations

import pytest
from matching_cases import REFERENCE

from plan_extract import extract
from plan_extract.storage.identities import place_plan

PLACES = {
    "seeds/000_": ("commune", "15091.3", None),
    "seeds/001_": ("district", "008.1", None),
    "seeds/002_": ("commune", None, "unnamed"),
    "seeds/003_": ("province", "22.1", None),
    "seeds/004_": ("district", "614.1", None),
    "dev/dev-digital-province": ("province", "15.1", None),
    "dev/dev-epidemic-commune": ("commune", None, "unknown"),
    "dev/dev-gender-city": ("province", "31.1", None),
    "dev/dev-literacy-department": ("department", "04.1", None),
    "dev/dev-poverty-district": ("district", None, "unknown"),
    "dev/dev-traffic-town": ("district", "534.1", None),
    "dev/dev-waste-ward": ("commune", "22741.1", None),
    "real/real-001": ("front", "06985.3", None),
    "real/real-003": ("front", "22411.3", None),
    "real/real-005": ("commune", "00745.3", None),
    "real/real-007": ("front", "06985.3", None),
    "real/real-009": ("department", "25.1", None),
    "real/real-012": ("national", None, None),
    "real/real-013": ("national", None, None),
    "real/real-015": ("party", None, "unnamed"),
    "real/real-017": ("province", "01.1", None),
    "real/real-019": ("province", "25.1", None),
    "real/real-021": ("province", "06.1", None),
    "real/real-023": ("province", "83.1", None),
    "real/real-025": ("province", "80.1", None),
    "real/real-026": ("province", "75.3", None),
    "real/real-028": ("province", "96.3", None),
    "real/real-030": ("province", "92.3", None),
    "real/real-032": ("province", "14.1", None),
    "real/real-035": ("province", "79.3", None),
    "real/real-037": ("province", "42.1", None),
    "real/real-039": ("province", "66.3", None),
    "real/real-041": ("province", "01.1", None),
    "real/real-043": ("ministry", None, None),
    "real/real-045": ("province", "79.3", None),
    "real/real-047": ("province", "51.3", None),
    "real/real-049": ("province", "24.3", None),
    "real/real-052": ("province", "82.3", None),
    "real/real-055": ("province", "92.3", None),
    "real/real-057": ("province", "66.3", None),
    "real/real-059": ("province", "01.1", None),
    "real/real-061": ("province", "01.1", None),
}
"""Level, id in the register (code and era; 1 to 2024, 3 from 2025-07-01), flag; two units are made up."""


@pytest.mark.parametrize("plan", PLACES)
def test_it_is_placed_or_flagged(plan: str) -> None:
    folder, _, stem = plan.partition("/")
    files = list((REFERENCE.parent / folder).glob(f"{stem}*.txt"))
    if not files:
        pytest.skip("no folder of public plans beside the checkout")
    record = extract(files[0]).record
    link = place_plan(record)
    assert (record.document.level, link.locality, link.flag) == PLACES[plan]
