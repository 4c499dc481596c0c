"""Where the files that travel with the package stand: rules, registers, sample corpus."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def patterns_dir() -> Path:
    """The folder of rule files and registers."""
    return _shipped("_patterns", "patterns")


def corpus_dir() -> Path:
    """The folder of the sample corpus: `plans/`, `source/` and `keys/`."""
    return _shipped("_corpus", "corpus")


def _shipped(in_package: str, in_checkout: str) -> Path:
    inside = _PACKAGE / in_package
    return inside if inside.is_dir() else _CHECKOUT / in_checkout


_OWN_PATTERNS = "PLAN_EXTRACT_PATTERNS"


def use_patterns(folder: Path | None) -> None:
    """Take rules and register entries of a user's own folder as well, in worker processes too.

    Counts for what is loaded afterwards: call it before the first plan is read.
    """
    if folder is None:
        os.environ.pop(_OWN_PATTERNS, None)
    else:
        os.environ[_OWN_PATTERNS] = str(folder.resolve())


def rule_folders() -> tuple[Path, ...]:
    """The folders of rules: the package's, then the user's own where one is given."""
    own = os.environ.get(_OWN_PATTERNS)
    return (patterns_dir(), Path(own)) if own else (patterns_dir(),)
