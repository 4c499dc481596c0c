"""Processor seconds and memory of reading, format by format, beside the bare library on the same files.

Run `python benchmarks/bench_reading.py`. The files are made on the spot from the sample corpus: Word
by python-docx; PDF, .doc, .odt and .rtf by LibreOffice where it is installed; scans by rendering the
PDF with noise and a little skew. What cannot be made is left out and named.
"""

from __future__ import annotations

import gc
import io
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pypdfium2
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from selectolax.lexbor import LexborHTMLParser

from plan_extract.reading import ReadOptions, read_bytes
from plan_extract.resources import corpus_dir

ROUNDS = 7
MAX_PLANS = 12


def main() -> None:
    """Print one line for each format."""
    plans = sorted((corpus_dir() / "source").glob("*.txt"))[:MAX_PLANS]
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        words = [make_docx(plan, base / f"{plan.stem}.docx") for plan in plans]
        bare_words = make_docx_without_tables(plans, base / "no-tables.docx")
        soffice = shutil.which("soffice") or shutil.which("libreoffice")
        print(f"{'format':34}{'ours':>12}{'bare':>12}{'ratio':>8}  compared with")
        compare("text (a document)", [plan.read_bytes() for plan in plans], decode_bare, "bytes.decode")
        compare("docx (a document)", [word.read_bytes() for word in words], read_python_docx, "python-docx")
        if soffice is None:
            print("pdf, doc, odt, rtf, html: left out, LibreOffice is not installed")
            return
        bench_pdf(convert(soffice, base, [*words, bare_words], "pdf"))
        pages = convert(soffice, base, words, "html")
        compare("html (a document)", [page.read_bytes() for page in pages], read_selectolax, "selectolax")
        bench_office(soffice, base, words)
        bench_scans(base / f"{words[0].stem}.pdf")
        bench_memory(base / "no-tables.pdf")


def make_docx(plan: Path, target: Path) -> Path:
    """A Word file of a plan: paragraphs and, from pipe rows, tables."""
    document = new_document()
    rows: list[list[str]] = []
    for line in [*plan.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("|"):
            if set(line) - set("|-: "):
                rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            add_table(document, rows)
            rows = []
        if line.strip():
            add_paragraph(document, line.strip())
    document.save(str(target))
    return target


def make_docx_without_tables(plans: Iterable[Path], target: Path) -> Path:
    document = new_document()
    for plan in plans:
        for line in plan.read_text(encoding="utf-8").splitlines():
            if line.strip() and "|" not in line:
                add_paragraph(document, line.strip())
    document.save(str(target))
    return target


def new_document() -> Any:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(13)
    return document


def add_paragraph(document: Any, text: str) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def add_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    table.style = "Table Grid"
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text


def convert(soffice: str, base: Path, files: list[Path], kind: str) -> list[Path]:
    """The files converted by LibreOffice in one run."""
    profile = f"-env:UserInstallation={(base / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(base), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return [file.with_suffix(f".{kind}") for file in files]


def seconds(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Processor seconds, those of called programs too, of the best of several rounds.

    What else runs on the machine counts for little; objects made before are kept out of the way.
    """
    times = []
    for _ in range(rounds):
        gc.collect()
        gc.freeze()
        begin = spent()
        action()
        times.append(spent() - begin)
    return min(times)


def spent() -> float:
    """Processor seconds of this process and of the programs that it has called."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def compare(
    label: str, files: list[bytes], bare: Callable[[bytes], object], name: str, units: int | None = None
) -> float:
    """Print milliseconds a unit, ours and bare; the ratio."""
    count = units or len(files)
    own = other = float("inf")
    for _ in range(ROUNDS):  # by turns, so that a busy moment meets both
        own = min(own, seconds(lambda: [read_bytes(data, "bench") for data in files], 1) / count)
        other = min(other, seconds(lambda: [bare(data) for data in files], 1) / count)
    print(f"{label:34}{own * 1e3:9.2f} ms{other * 1e3:9.2f} ms{own / other:8.2f}  {name}")
    return own / other


def decode_bare(data: bytes) -> str:
    return data.decode("utf-8")


def read_python_docx(data: bytes) -> list[str]:
    """All text that python-docx gives, in order."""
    found = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if hasattr(block, "rows"):
            found.extend(cell.text for row in block.rows for cell in row.cells)
        else:
            found.append(block.text)
    return found


def read_selectolax(data: bytes) -> str:
    return LexborHTMLParser(data).body.text(separator="\n")


def read_pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    found = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        found.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


def read_pdfplumber(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        found = []
        for page in document.pages:
            found.append(page.extract_text())
            page.extract_tables()
            page.close()
        return found


def bench_pdf(files: list[Path]) -> None:
    plain, plans = files[-1].read_bytes(), [file.read_bytes() for file in files[:-1]]
    pages = len(read_pdfium(plain))
    compare("pdf without tables (a page)", [plain], read_pdfium, "pypdfium2, text only", pages)
    pages = sum(len(read_pdfium(data)) for data in plans[:4])
    compare("pdf with tables (a page)", plans[:4], read_pdfium, "pypdfium2, text only", pages)
    own = seconds(lambda: [read_bytes(data, "bench") for data in plans[:4]])
    other = seconds(lambda: [read_pdfplumber(data) for data in plans[:4]], 1)
    print(f"{'pdf, whole documents (a page)':34}{own / pages * 1e3:9.2f} ms{other / pages * 1e3:9.2f} ms"
          f"{own / other:8.2f}  pdfplumber, text and tables ({other / own:.1f} times faster)")  # fmt: skip


def bench_office(soffice: str, base: Path, words: list[Path]) -> None:
    for kind in ("doc", "odt", "rtf"):
        data = convert(soffice, base, words[:1], kind)[0].read_bytes()
        own = seconds(lambda data=data: read_bytes(data, "bench"), 2)
        print(f"{kind + ' (a document, alone)':34}{own * 1e3:9.0f} ms")


def bench_scans(pdf: Path) -> None:
    """Tesseract on the same pictures with the same settings, two at a time, beside the reader."""
    if shutil.which("tesseract") is None:
        print("scans: left out, tesseract is not installed")
        return
    options = ReadOptions()
    scan = make_scan(pdf)
    document = pypdfium2.PdfDocument(scan)
    pictures = []
    for page in document:
        stream = io.BytesIO()
        page.render(scale=options.ocr_dpi / 72).to_pil().convert("L").save(stream, "PPM")
        pictures.append(stream.getvalue())
    own = seconds(lambda: read_bytes(scan, "bench", options), 2) / len(pictures)
    other = seconds(lambda: run_tesseract(pictures, options), 2) / len(pictures)
    print(f"{'scan (a page)':34}{own * 1e3:9.0f} ms{other * 1e3:9.0f} ms{own / other:8.2f}  tesseract, "
          f"{options.ocr_workers} at a time")  # fmt: skip


def run_tesseract(pictures: list[bytes], options: ReadOptions) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from plan_extract.reading.ocr.tesseract import tesseract_command

    command = tesseract_command("tesseract", options.ocr_dpi)

    def run(picture: bytes) -> None:
        subprocess.run(command, input=picture, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1"})

    with ThreadPoolExecutor(options.ocr_workers) as pool:
        list(pool.map(run, pictures))


def make_scan(pdf: Path, dpi: int = 200) -> bytes:
    import numpy as np
    from PIL import Image

    noise = np.random.default_rng(1)
    images = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=dpi / 72).to_pil().convert("L")
        image = image.rotate(0.8, fillcolor=255, resample=Image.Resampling.BICUBIC)
        values = np.asarray(image) + noise.normal(0, 12, (image.height, image.width))
        images.append(Image.fromarray(values.clip(0, 255).astype(np.uint8)))
    stream = io.BytesIO()
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return stream.getvalue()


_MEMORY = """
import json, re, sys, time
from pathlib import Path
from plan_extract.reading import read_bytes

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

data = Path(sys.argv[1]).read_bytes()
before = peak()
begin = time.perf_counter()
read = read_bytes(data, "bench")
spent = time.perf_counter() - begin
print(json.dumps({"pages": read.pages, "seconds": spent, "before": before, "after": peak()}))
"""


def bench_memory(pdf: Path, pages: int = 500) -> None:
    """Peak memory of a process of its own that reads a PDF of 500 pages."""
    source = pypdfium2.PdfDocument(pdf)
    target = pypdfium2.PdfDocument.new()
    while len(target) < pages:
        target.import_pages(source, list(range(min(len(source), pages - len(target)))))
    big = pdf.with_name("big.pdf")
    target.save(str(big))
    run = subprocess.run([sys.executable, "-c", _MEMORY, str(big)], check=True, capture_output=True, text=True)
    found = json.loads(run.stdout)
    label, spent = f"pdf of {found['pages']} pages", found["seconds"]
    print(f"{label:34}{spent:9.2f} s   peak memory {found['after']} MB ({found['before']} MB before)")


if __name__ == "__main__":
    main()
