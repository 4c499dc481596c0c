"""One extracted plan as sheets, part by part."""

from __future__ import annotations

from plan_extract.model import Plan
from plan_extract.views.answers import value_text
from plan_extract.views.sheets import Sheet, make_sheet
from plan_extract.views.wording import Lang, phrase, value_name


def plan_sheets(plan: Plan, lang: Lang) -> list[Sheet]:
    """The document fields, every kind of fact and the issues of a plan; kinds without a fact left out."""
    return [sheet for sheet in (_document(plan, lang), *_facts(plan, lang)) if sheet.rows]


def _document(plan: Plan, lang: Lang) -> Sheet:
    rows = [(name, value) for name, value in plan.document.model_dump().items() if value is not None]
    return make_sheet("document", f"{phrase('document', lang)}: {plan.source.name}", ("field", "value"), rows, lang)


def _facts(plan: Plan, lang: Lang) -> list[Sheet]:
    record = plan.record
    return [
        make_sheet(
            "legal_references",
            phrase("legal_references", lang),
            ("type", "number", "date", "issuer", "relation"),
            ((fact.type, fact.number, fact.date, fact.issuer, fact.relation) for fact in record.legal_references),
            lang,
        ),
        make_sheet(
            "goals",
            phrase("goals", lang),
            ("number", "kind", "text", "page"),
            ((fact.number, value_name("kind", fact.kind, lang), fact.text, fact.page) for fact in record.goals),
            lang,
        ),
        make_sheet(
            "indicators",
            phrase("indicators", lang),
            ("number", "goal", "text", "page"),
            ((fact.number, fact.goal, fact.text, fact.page) for fact in record.indicators),
            lang,
        ),
        _targets(plan, lang),
        _responsibilities(plan, lang),
        make_sheet(
            "deadlines",
            phrase("deadlines", lang),
            ("date", "recurrence", "action", "agency", "quote", "page"),
            (
                (fact.date, fact.recurrence, fact.action, fact.agency, fact.quote, fact.page)
                for fact in record.deadlines
            ),
            lang,
        ),
        make_sheet(
            "issues",
            phrase("issues", lang),
            ("severity", "kind", "message", "page"),
            ((issue.severity, issue.kind, issue.message, issue.page) for issue in plan.issues),
            lang,
        ),
    ]


def _targets(plan: Plan, lang: Lang) -> Sheet:
    rows = [
        (
            fact.indicator,
            fact.measure,
            fact.scope,
            value_text(fact, lang),
            value_name("quantity", fact.quantity, lang),
            fact.year,
            fact.quote,
            fact.page,
        )
        for fact in plan.record.targets
    ]
    keys = ("number", "measure", "scope", "target", "quantity", "year", "quote", "page")
    return make_sheet("targets", phrase("targets", lang), keys, rows, lang)


def _responsibilities(plan: Plan, lang: Lang) -> Sheet:
    rows = [
        (
            fact.agency,
            value_name("role", fact.role, lang),
            fact.task,
            ", ".join(fact.indicators) or None,
            "; ".join(fact.partners) or None,
            fact.output,
            fact.due,
        )
        for fact in plan.record.responsibilities
    ]
    keys = ("agency", "role", "task", "indicators", "partners", "output", "due")
    return make_sheet("responsibilities", phrase("responsibilities", lang), keys, rows, lang)
