"""Documents and what cites them: one identity, found again in the database, never a wrong one."""

from typing import Any

import pytest
from matching_cases import CORPUS, place_of, read_record

from plan_extract.linking.link import LinkedPlan, link_plan, link_record
from plan_extract.linking.plan_place import PlanPlace
from plan_extract.linking.references import DocumentIdentity, find_cited, identify_document, identify_reference
from plan_extract.model import Document, LegalReference, Plan, PlanRecord, SourceDocument

COMMUNE = {"level": "commune", "number": "27", "symbol": "KH-UBND", "type": "Kế hoạch", "issuer": "UBND xã Suối Hoa",
           "province": "Hòa Bình", "district": "Tân Lạc", "commune": "Suối Hoa", "issued_date": "2022-04-20"}  # fmt: skip


def place(document: dict[str, Any]) -> PlanPlace:
    record = PlanRecord(document=Document(**document))
    return PlanPlace.of(place_of(record), record.document)


def cite(number: str | None, date: str | None, issuer: str | None, type_: str = "Kế hoạch") -> LegalReference:
    return LegalReference(
        start=0, end=1, rule="test", confidence=1, type=type_, number=number, date=date, issuer=issuer, relation="implements"
    )  # fmt: skip


def plan_identity(**given: Any) -> DocumentIdentity:
    document = {**COMMUNE, **given}
    found = identify_document(Document(**document), place(document))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        (cite("078/KH-UBND", "2021-05-12", "UBND tỉnh Hòa Bình"), "ke-hoach|78|kh-ubnd|2021-05-12|17.1"),
        (cite("78/KH-UBND", "2021-05-12", "Ủy ban nhân dân tỉnh"), "ke-hoach|78|kh-ubnd|2021-05-12|17.1"),
        (cite("95/KH-UBND", "2022-03-15", "UBND huyện"), "ke-hoach|95|kh-ubnd|2022-03-15|155.1"),
        (cite("12-NQ/HU", "2021-12-28", "Huyện ủy", "Nghị quyết"), "nghi-quyet|12|nq-hu|2021-12-28|155.1"),
        (cite("12-NQ/TU", "2021-12-28", None, "Nghị quyết"), "nghi-quyet|12|nq-tu|2021-12-28|17.1"),
        (cite("23/QĐ-TTg", "2021-01-07", "Thủ tướng Chính phủ", "Quyết định"), "quyet-dinh|23|qđ-ttg|2021-01-07|national"),
        (cite("56/2017/NĐ-CP", None, None, "Nghị định"), "nghi-dinh|56/2017|nđ-cp||national"),
        (cite("22/2023/TT-BYT", None, None, "Thông tư"), "thong-tu|22/2023|tt-byt||national"),
        (cite("46/TTr-SLĐTBXH", "2021-04-22", "Sở Lao động - Thương binh và Xã hội", "Tờ trình"),
         "to-trinh|46|ttr-slđtbxh|2021-04-22|17.1"),
        (cite("802/QCPH", "2021-11-03", None, "Quy chế phối hợp"), "quy-che-phoi-hop|802|qcph|2021-11-03|"),
        (cite(None, "2016-04-05", None, "Luật Trẻ em"), "luat-tre-em||2016-04-05|"),
    ],
)  # fmt: skip
def test_key_of_a_reference(reference: LegalReference, key: str) -> None:
    found = identify_reference(reference, place(COMMUNE))
    assert found.key == key
    assert (found.number, found.date, found.issuer) == (reference.number, reference.date, reference.issuer)


def test_a_plan_has_the_key_by_which_it_is_cited() -> None:
    assert plan_identity().key == "ke-hoach|27|kh-ubnd|2022-04-20|05134.1"
    party = plan_identity(number="64-KH", symbol="HU", issuer="Huyện ủy Tân Lạc", level="party", commune=None)
    cited = identify_reference(cite("64-KH/HU", "2022-04-20", "Huyện ủy"), place(COMMUNE))
    assert party.number_key == cited.document.number_key == "64|kh-hu"  # type: ignore[union-attr]


def test_a_plan_with_a_blank_number_has_no_identity() -> None:
    document = {**COMMUNE, "number": None}
    assert identify_document(Document(**document), place(document)) is None


def test_plans_of_one_number_are_told_apart_by_their_unit() -> None:
    own, other = plan_identity(), plan_identity(commune="Phú Vinh", issuer="UBND xã Phú Vinh")
    district = {**COMMUNE, "level": "district", "commune": None, "issuer": "UBND huyện Tân Lạc"}
    cited = identify_reference(cite("27/KH-UBND", "2022-04-20", "UBND xã Phú Vinh"), place(district))
    assert find_cited(cited, [("own", own), ("other", other)]) == "other"
    assert find_cited(cited, [("own", own)]) is None


@pytest.mark.parametrize(
    ("date", "issued", "found"),
    [
        ("2022-04-20", "2022-04-20", "plan"),
        ("2022-04-20", "2022-04", "plan"),
        ("2022-04-20", "2022-05", None),
        (None, "2022-04-20", None),
        ("2021-04-20", "2022-04-20", None),
    ],
)
def test_dates_must_agree(date: str | None, issued: str, found: str | None) -> None:
    cited = identify_reference(cite("27/KH-UBND", date, "UBND xã Suối Hoa"), place(COMMUNE))
    assert find_cited(cited, [("plan", plan_identity(issued_date=issued))]) == found


def test_an_unknown_issuer_takes_the_only_one_of_the_day() -> None:
    cited = identify_reference(cite("27/KH-UBND", "2022-04-20", None), place(COMMUNE))
    one, other = plan_identity(), plan_identity(commune="Phú Vinh", issuer="UBND xã Phú Vinh")
    assert find_cited(cited, [("one", one)]) == "one"
    assert find_cited(cited, [("one", one), ("other", other)]) is None


def test_laws_by_name_cite_no_plan() -> None:
    cited = identify_reference(cite(None, None, None, "Luật Trẻ em"), place(COMMUNE))
    assert find_cited(cited, [("plan", plan_identity())]) is None


def test_cascade_of_the_corpus() -> None:
    """Every link between plans of the corpus, from commune to district to province, and no other."""
    linked: dict[str, LinkedPlan] = {}
    for path in sorted(CORPUS.glob("*.json")):
        record = read_record(path)
        linked[path.stem] = link_record(record, place_of(record))
    documents = [(name, plan.document) for name, plan in linked.items() if plan.document]
    found = {
        (name, cited)
        for name, plan in linked.items()
        for reference in plan.references
        if (cited := find_cited(reference, documents))
    }
    province, district = "children-province-hoabinh-2021", "children-district-lacson-2021"
    assert found >= {
        ("children-commune-ngoclau-2022", district),
        ("children-commune-ngoclau-2022", province),
        ("children-commune-suoihoa-2022", "children-district-tanlac-2022"),
        ("children-commune-suoihoa-2022", province),
        (district, province),
        ("children-district-tanlac-2022", province),
        ("drowning-department-hoabinh-2023", province),
        ("digital-commune-bacha-2026", "digital-province-laocai-2026"),
        ("digital-commune-batxat-2026", "digital-province-laocai-2026"),
        ("digital-ward-sapa-2026", "digital-province-laocai-2026"),
        ("poverty-commune-phalong-2026", "poverty-district-muongkhuong-2023"),
    }
    assert all(linked[name].document != linked[cited].document for name, cited in found)


def test_link_plan_answers_for_every_fact() -> None:
    record = read_record(CORPUS / "children-district-lacson-2021.json")
    source = SourceDocument(name="x.txt", text="x", blocks=(), media_type="text/plain", reader="text")
    found = link_plan(Plan(source=source, record=record), place_of(record))
    assert len(found.targets) == len(record.targets)
    assert len(found.references) == len(record.legal_references)
    assert {fact.agency for fact in record.responsibilities} <= set(found.agencies)
    stunting = next(target for target in found.targets if target.key == "stunting-u5")
    assert (stunting.normalised_value, stunting.normalised_unit, stunting.normalised_high) == (22, "%", None)
    assert found.document is not None
    assert found.document.key == "ke-hoach|112|kh-ubnd|2021-06-28|157.1"
