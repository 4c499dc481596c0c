"""What the documentation shows is what the commands print; what it names can be run."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_outputs", ROOT / "scripts" / "write_outputs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
PAGES = {path.name: path.read_text(encoding="utf-8") for path in SCRIPT.PAGES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("documentation")


@pytest.fixture(scope="module")
def outputs(folder: Path) -> dict[str, str]:
    found: dict[str, str] = SCRIPT.run_commands(PAGES.values(), folder)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_outputs_are_those_of_the_commands(name: str, outputs: dict[str, str]) -> None:
    assert SCRIPT.commands_of([PAGES[name]])
    assert PAGES[name] == SCRIPT.fill(PAGES[name], outputs), "run scripts/write_outputs.py"


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_commands_in_the_text_run(name: str, folder: Path, outputs: dict[str, str]) -> None:
    named = [line for line in re.findall(r"`plan-extract ([^`<>]+)`", PAGES[name]) if "-o " in line]
    assert len(named) >= 2
    for line in named:
        words = shlex.split(line)
        subprocess.run(
            [sys.executable, "-m", "plan_extract.cli.main", *words], cwd=folder, check=True, capture_output=True
        )
        assert (folder / words[words.index("-o") + 1]).stat().st_size > 100


def test_the_python_example_runs(folder: Path, outputs: dict[str, str]) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGES["README.md"], re.DOTALL)
    assert code
    done = subprocess.run(
        [sys.executable, "-c", code[0]],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.startswith("UBND phường Sa Pa 2030\n") and len(done.stdout.splitlines()) > 10


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "README.vi.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "corpus/README.md",
        *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
    ],
)
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (path.parent / target).exists(), target


def test_every_file_of_wording_is_in_the_table_of_files() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`([a-z_]+\.yml)`", page[page.index("| file | wording of |") :]))
    assert listed == {path.name for path in (ROOT / "patterns").glob("*.yml")}


def test_both_readmes_show_the_same_commands() -> None:
    english, vietnamese = (SCRIPT.commands_of([page]) for page in (PAGES["README.md"], PAGES["README.vi.md"]))
    assert english == vietnamese
