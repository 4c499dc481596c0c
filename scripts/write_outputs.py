"""Fill in the outputs that the documentation shows: each command is run, none is remembered.

A block behind `<!-- output: COMMAND -->` holds what the command prints on standard output (or, where that
is nothing, on standard error), run in a folder in which `ke-hoach` holds the sample plans and each block
behind `<!-- file: NAME -->` is a file.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "README.vi.md", ROOT / "docs" / "rules.md")
_BLOCK = re.compile(r"(<!-- output: (?P<command>[^\n]+) -->\n```text\n)(?P<shown>.*?)(```\n)", re.DOTALL)
_FILE = re.compile(r"<!-- file: (?P<name>[^\n]+) -->\n```\w+\n(?P<text>.*?)```\n", re.DOTALL)


def commands_of(pages: Iterable[str]) -> list[str]:
    """The commands that pages show, each once, in order."""
    return list(dict.fromkeys(found.group("command") for page in pages for found in _BLOCK.finditer(page)))


def run_commands(pages: Iterable[str], folder: Path) -> dict[str, str]:
    """What each command of the pages prints, run one after the other in `folder`."""
    pages = list(pages)
    shutil.copytree(ROOT / "corpus" / "plans", folder / "ke-hoach")
    for page in pages:
        for found in _FILE.finditer(page):
            path = folder / found.group("name")
            path.parent.mkdir(exist_ok=True)
            path.write_text(found.group("text"), encoding="utf-8")
    return {command: _run(shlex.split(command), folder) for command in commands_of(pages)}


def _run(words: list[str], folder: Path) -> str:
    if words[:2] == ["head", "-n"]:
        lines = (folder / words[3]).read_text(encoding="utf-8-sig").splitlines()
        return "\n".join(lines[: int(words[2])]) + "\n"
    assert words[0] == "plan-extract", words
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "plan_extract.cli.main", *words[1:]],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode > 1:
        raise RuntimeError(f"{shlex.join(words)}: {done.stderr}")
    printed = done.stdout.replace("python -m plan_extract.cli.main", "plan-extract") or done.stderr
    printed = printed.replace(f"{folder.resolve()}{os.sep}", "")
    return "\n".join(line.rstrip() for line in printed.splitlines()) + "\n"


def fill(page: str, outputs: dict[str, str]) -> str:
    """The page with the outputs in its blocks."""
    return _BLOCK.sub(lambda found: found.group(1) + outputs[found.group("command")] + found.group(4), page)


def main() -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in PAGES}
    with tempfile.TemporaryDirectory() as folder:
        outputs = run_commands(pages.values(), Path(folder))
    for path, page in pages.items():
        path.write_text(fill(page, outputs), encoding="utf-8")


if __name__ == "__main__":
    main()
