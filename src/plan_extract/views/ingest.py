"""What became of the files of an ingest, as sheets."""

from __future__ import annotations

from plan_extract.analysis.ingest_report import IngestReport
from plan_extract.storage.ledger import IngestSummary
from plan_extract.views.sheets import Sheet, make_sheet
from plan_extract.views.wording import Lang, advice, phrase, value_name


def summary_sheets(summary: IngestSummary, lang: Lang) -> list[Sheet]:
    """Files by outcome, and by cause with what to do."""
    outcomes = [
        (value_name("outcome", outcome, lang), summary.outcomes[outcome])
        for outcome in ("stored", "duplicate", "skipped", "failed")
        if outcome in summary.outcomes
    ]
    sheets = [make_sheet("totals", phrase("totals", lang), ("outcome", "files"), outcomes, lang)]
    causes = _causes(summary.causes, lang)
    return [*sheets, causes] if causes.rows else sheets


def report_sheets(report: IngestReport, lang: Lang) -> list[Sheet]:
    """Totals, causes and every file that did not simply come to be stored."""
    totals = [(value_name("outcome", outcome, lang), files) for outcome, files in report.outcomes.items()]
    listed = [file for file in report.files if file.cause is not None]
    return [
        make_sheet("totals", phrase("totals", lang), ("outcome", "files"), totals, lang),
        _causes(report.causes, lang),
        _files(IngestReport(tuple(listed)), lang),
    ]


def report_sheet(report: IngestReport, lang: Lang) -> Sheet:
    """Every file in one sheet."""
    return _files(report, lang)


def _causes(causes: dict[tuple[str, str], int], lang: Lang) -> Sheet:
    rows = [
        (value_name("outcome", outcome, lang), value_name("cause", cause, lang), files, advice(cause, lang))
        for (outcome, cause), files in sorted(causes.items(), key=lambda found: -found[1])
    ]
    return make_sheet("causes", phrase("causes", lang), ("outcome", "cause", "files", "advice"), rows, lang)


def _files(report: IngestReport, lang: Lang) -> Sheet:
    keys = ("file", "outcome", "cause", "message", "advice", "reader", "facts", "seconds")
    rows = [
        (
            file.path,
            value_name("outcome", file.outcome, lang),
            value_name("cause", file.cause, lang),
            file.message,
            advice(file.cause, lang),
            file.reader,
            file.facts,
            file.seconds,
        )
        for file in report.files
    ]
    return make_sheet("files", phrase("files", lang), keys, rows, lang)
