"""Pictures of the Excel and Word files, for docs/workbooks.md: their first printed pages as LibreOffice draws them.

Usage: python scripts/draw_workbooks.py
Needs LibreOffice with Calc and Writer (`apt-get install libreoffice-calc-nogui libreoffice-writer-nogui`). The files are
those that the commands of the page write from the sample plans.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "workbooks"
COMMANDS = {
    "matrix": ("matrix", "--plan", "95/KH-UBND", "-o", "matrix.xlsx"),
    "compare": ("compare", "stunting-u5", "-o", "compare.xlsx"),
    "cascade": ("cascade", "--plan", "95/KH-UBND", "-o", "cascade.xlsx"),
    "check": ("check", "--plan", "95/KH-UBND", "-o", "check.xlsx"),
    "deadlines": ("deadlines", "-o", "deadlines.xlsx"),
    "agency": ("matrix", "--plan", "95/KH-UBND", "--agency", "Trung tâm Y tế huyện", "-o", "agency.docx"),
}
"""The name of each picture and the command that writes its file."""
SCALE = 1.1
"""Pixels for each point of the page."""


def main() -> int:
    """Write the pictures; 1 where LibreOffice is missing or cannot read a file."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("LibreOffice is not installed", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        run(folder, "demo")
        for name, command in COMMANDS.items():
            run(folder, *command)
            file = Path(folder) / command[-1]
            subprocess.run(
                [office, "--headless", "--convert-to", "pdf", file.name], cwd=folder, check=True, capture_output=True
            )
            if not file.with_suffix(".pdf").exists():
                print(f"{file.name}: LibreOffice made no PDF of it", file=sys.stderr)
                return 1
            draw(file.with_suffix(".pdf"), PICTURES / f"{name}.png")
    return 0


def run(folder: str, *arguments: str) -> None:
    """One command of the program; findings of `check` are no failure."""
    done = subprocess.run(
        [sys.executable, "-m", "plan_extract", *arguments], cwd=folder, capture_output=True, check=False
    )
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode())


def draw(pages: Path, picture: Path) -> None:
    """The first page of a PDF, without the empty paper below and beside it."""
    document = pypdfium2.PdfDocument(pages)
    image = document[0].render(scale=SCALE).to_pil().convert("L")
    left, top, right, bottom = image.point(lambda shade: 255 if shade < 250 else 0).crop(
        (0, 0, image.width, int(image.height * 0.94))
    ).getbbox() or (0, 0, image.width, image.height)
    image.crop(
        (max(0, left - 12), max(0, top - 12), min(image.width, right + 12), min(image.height, bottom + 12))
    ).save(picture, optimize=True)
    document.close()


if __name__ == "__main__":
    sys.exit(main())
