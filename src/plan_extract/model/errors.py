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


class OlderDatabaseError(DatabaseError):
    """A database of an older schema: it is not read, and not changed unasked.

    `fixed`: it stands where nobody may write, so that only a copy of it can be upgraded.
    """

    def __init__(self, path: object, schema: int, newest: int, *, fixed: bool) -> None:
        command = f"plan-extract upgrade --db {'COPY' if fixed else path}"
        first, first_vi = (
            ("copy it to a folder of yours, then ", "chép vào thư mục ghi được, rồi ") if fixed else ("", "")
        )
        super().__init__(
            f"{path}: was written by an older plan-extract (schema {schema}, this one has {newest}) and was left as it "
            f"is; {first}bring it up to date once with: {command}\n"
            f"{path}: do một bản plan-extract cũ hơn ghi (lược đồ {schema}, bản này dùng {newest}), chưa có gì bị thay "
            f"đổi; {first_vi}nâng cấp một lần bằng lệnh: {command}"
        )


class NewerDatabaseError(DatabaseError):
    """A database of a newer schema than this program knows."""

    def __init__(self, path: object, schema: int, newest: int) -> None:
        super().__init__(
            f"{path}: was written by a newer plan-extract (schema {schema}, this one knows {newest}) and was left as it "
            "is; install the newer version\n"
            f"{path}: do một bản plan-extract mới hơn ghi (lược đồ {schema}, bản này chỉ biết {newest}), chưa có gì bị "
            "thay đổi; hãy cài bản mới hơn"
        )
