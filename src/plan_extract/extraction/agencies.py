"""Agencies of a plan: their names in running text, headings that name them, clauses under them.

What other parts of the extraction ask for; the parts are `agencies_register` (known types),
`agencies_names` (the grammar of names), `agencies_lists` (lists of them) and `agencies_places` (headings and subjects).
"""

from plan_extract.extraction.agencies_lists import choose_agencies, find_agencies, read_list
from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.agencies_openings import Opening, read_opening
from plan_extract.extraction.agencies_places import AgencyMap, agency_at, agency_heading, subject_agency
from plan_extract.extraction.agencies_register import AgencyRegister, AgencyType, agency_register

__all__ = [
    "AgencyMap",
    "AgencyRegister",
    "AgencySpan",
    "AgencyType",
    "Opening",
    "agency_at",
    "agency_heading",
    "agency_register",
    "choose_agencies",
    "find_agencies",
    "read_list",
    "read_opening",
    "subject_agency",
]
