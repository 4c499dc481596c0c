"""What a clause with a time limit asks for: a report, something handed in, completion, a review."""

from __future__ import annotations

import regex

from plan_extract.extraction.deadline_times import TimeLimit
from plan_extract.extraction.deadline_wording import PERIOD_REVIEW, wording
from plan_extract.model.facts import Action, Recurrence
from plan_extract.normalising.wording import Wording

_WORDS = Wording("deadline_clauses")
_WORD = regex.compile(r"[\p{L}\d]+")
_MAX_FRAGMENT = 6
# "trong vòng 07 ngày kể từ ngày nhận hồ sơ": what has happened before is no action asked for.
_SINCE = _WORDS["since-received"]


def read_actions(clause: str, above: str, *, goes_on: bool = False, by_day: bool = False) -> list[tuple[Action, bool]]:
    """The actions of a folded clause; True where its own words say so.

    `above` is what it stands under, or the clause that it goes on with (`goes_on`). With `by_day` its
    limit is a day: a share to be reached by then is completed.
    """
    found = _own_actions(_SINCE.sub("", clause))
    if by_day and found in ([], ["submit"]) and _REACHED_SHARE.search(clause) and not _SPENT.search(clause):
        return [("complete", True)]
    if found == ["submit"] and goes_on and not wording("thing").search(clause) and "report" in _own_actions(above):
        return [("report", True)]  # "báo cáo 6 tháng gửi trước ngày 15/6, cả năm gửi trước ngày 15/12"
    if found:
        return [(action, True) for action in found]
    most = _MAX_FRAGMENT * (2 if goes_on else 1)
    if wording("verb").search(PERIOD_REVIEW.sub("", clause)) or len(_WORD.findall(clause)) > most:
        return [("other", True)]
    inherited = [action for action in _own_actions(above) if goes_on or action != "complete"][:1] if above else []
    return [(action, False) for action in inherited] or [("other", False)]


def _own_actions(clause: str) -> list[Action]:
    if wording("answers").match(clause) or _PROCESSED.match(clause):
        return ["other"]
    clause = _DONE.sub("hoàn thành", clause)
    review = wording("review").search(clause)
    report = wording("report").search(clause)
    send = wording("send").search(clause)
    thing = wording("thing").search(clause)
    complete = wording("complete").search(clause)
    if complete and not review and _ends_in_completion(clause):
        return ["complete"]
    if review:
        return ["review", "report"] if wording("join-report").search(clause, review.end()) else ["review"]
    handed: list[Action] = []
    if thing and (send or report) and (not report or not _only_reports(clause, thing.start())):
        handed = ["submit"]
        if (
            report
            and thing
            and (result := wording("report-result").search(clause, thing.end()))
            and wording("join-report").search(clause, thing.end(), result.end())
        ):
            handed.append("report")
    elif report:
        handed = ["report"]
    elif send:
        handed = ["report" if wording("results").search(clause) else "submit"]
    if handed:
        return ["complete", *handed] if wording("complete-and").search(clause) else handed
    return ["complete"] if complete else []


# "hoàn thành đăng ký cho 412 tàu cá": what is finished, not handed in.
_DONE = _WORDS["finishes-giving"]
# "Hồ sơ nộp trực tuyến đạt 75% đến ngày 31/12/2025": by then a share is reached; what is spent goes on.
_REACHED_SHARE = _WORDS["reached-share"]
_SPENT = _WORDS["spent"]


# "Hồ sơ đăng ký được giải quyết trong thời hạn 02 ngày": dealt with, not handed in.
_PROCESSED = _WORDS["processed"]
_HANDS_IN = _WORDS["hands-in"]


def _ends_in_completion(clause: str) -> bool:
    """Whether the last part of a clause says only what is completed ("hướng dẫn các hộ đăng ký, hoàn tất hồ sơ")."""
    before, _, last = clause.rstrip(" ,;.").rpartition(",")
    if _HANDS_IN.search(before):
        return False  # "Nộp kế hoạch cho Sở Y tế, hoàn thành chậm nhất ..."
    handed = any(wording(name).search(last) for name in ("send", "report"))
    return not handed and wording("complete").match(last.lstrip()) is not None and last != clause.rstrip(" ,;.")


def _only_reports(clause: str, thing_at: int) -> bool:
    """Whether a report is what is handed in, the thing named only what it tells of."""
    result = wording("report-result").search(clause)
    return result is not None and result.start() <= thing_at


_BESIDE = 4
"""So many signs stand between the period that names a report and its day."""


def recurrence_of(limit: TimeLimit, periods: list[TimeLimit], position: int) -> Recurrence | None:
    """The recurrence that the words beside a limit give it, or None."""
    told = [
        period for period in periods if period.weak and period.end <= limit.start and limit.start - period.end < _BESIDE
    ]
    if limit.recurrence == "annual" and told:
        return told[-1].recurrence  # "Báo cáo 6 tháng: trước ngày 15/6 hằng năm"
    if limit.recurrence and not limit.weak:
        return limit.recurrence
    before = [period for period in periods if period.start < limit.start]
    if len(before) > 1 and len(before) > position and limit.point is not None:
        return before[position].recurrence
    chosen = before[-1] if before else periods[0] if periods else None
    return chosen.recurrence if chosen else None
