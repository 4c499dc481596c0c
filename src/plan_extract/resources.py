"""Where the files that travel with the package stand: rules, registers, sample corpus."""

from __future__ import annotations

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
