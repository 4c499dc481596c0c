"""The errors that a user can meet, each with a message that says what to do."""

from __future__ import annotations


class PlanExtractError(Exception):
    """Base of all errors of the package; its text is fit for a user."""


class ReadError(PlanExtractError):
    """A file that cannot be read as a plan.

    `cause` is a short key by which failures are counted (`empty`, `not-supported`, `damaged`,
    `encrypted`, `no-text`, `no-words`, `other-language`, `too-large`, `missing-program`, `timeout`, `vanished`).
    """

    def __init__(self, message: str, *, cause: str) -> None:
        super().__init__(message)
        self.cause = cause

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_read_error, (str(self), self.cause))


def _rebuild_read_error(message: str, cause: str) -> ReadError:
    return ReadError(message, cause=cause)


class RuleError(PlanExtractError):
    """A rule file or register that does not hold what it must; names file and line."""


class DatabaseError(PlanExtractError):
    """A database that cannot be used: not ours, of a newer version, locked."""


class UsageError(PlanExtractError):
    """A question that cannot be answered as put (exit status 2)."""


class NoDatabaseError(DatabaseError, UsageError):
    """There is no database where one was named."""
