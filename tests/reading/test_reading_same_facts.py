"""One plan in every format: its facts are those of the text it was made from."""

from __future__ import annotations

import importlib.util
import io
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pypdfium2
import pytest
from docx import Document
from PIL import Image

from plan_extract.analysis.evaluation import evaluate
from plan_extract.model.plan import Plan
from plan_extract.pipeline import extract, extract_bytes
from plan_extract.resources import corpus_dir

SOURCE = corpus_dir() / "source"
PLANS = corpus_dir() / "plans"
ALL = tuple(sorted(path.stem for path in SOURCE.glob("*.txt")))
# Plans with tables, lists of every mark, an appendix, ‰ and ≥; converted anew by LibreOffice to old formats too.
CONVERTED = ("digital-province-laocai-2026", "children-district-lacson-2021", "population-ward-cairang-cantho-2026")
# Short lines of the text that are one paragraph, as reading them as text shows, and that nothing else tells so.
ONE_PARAGRAPH = tuple(
    (f"{words}\n", f"{words} ")
    for words in (
        "tờ gấp song ngữ",
        "không dưới 05 thành viên;",
        "có đường truyền cáp quang đạt",
        "ở tiểu thương chợ",
        "tại ít nhất",
        "Phòng Văn hóa - Xã hội trước ngày",
    )
)
SCANNED = {  # plans and how far each page is turned, in degrees
    "poverty-district-muongkhuong-2023": 0.9,
    "digital-ward-sapa-2026": -1.4,
    "hiv-town-tanchau-2025": -0.6,
    "reform-department-nghean-2024": 1.8,
}


def plain(text: str | None) -> str:
    """Words alone: how blanks, breaks and marks of markup fall is the format's."""
    return re.sub(r"[\s*|]+", " ", text or "").strip().rstrip(".;,/ ").lower()


def facts(plan: Plan) -> dict[str, Counter[tuple[object, ...]]]:
    """What a comparison or a matrix depends on, record by record."""
    record = plan.record
    return {
        "targets": Counter(
            (t.kind, plain(t.measure), t.value, t.value_high, t.comparator, t.unit, t.per, t.year, t.direction,
             t.section, t.indicator, t.goal, plain(t.scope), plain(t.agency), t.frequency)
            for t in record.targets
        ),
        "responsibilities": Counter(
            (plain(r.agency), r.role, plain(r.task), r.indicators, tuple(map(plain, r.partners)), r.due)
            for r in record.responsibilities
        ),
        "deadlines": Counter(
            (d.action, d.date, d.relation, d.recurrence, plain(d.agency)) for d in record.deadlines
        ),
        "references": Counter((plain(r.type), r.number, r.date, r.relation) for r in record.legal_references),
        "document": Counter(
            (name, plain(str(value))) for name, value in record.document.model_dump().items()
        ),
    }  # fmt: skip


@cache
def text_plan(name: str) -> Plan:
    """The plan of a text of the corpus, extracted once for all formats."""
    return extract(SOURCE / f"{name}.txt")


def assert_same(found: Plan, expected: Plan) -> None:
    ours, theirs = facts(found), facts(expected)
    for part, records in theirs.items():
        assert ours[part] == records, f"{part}: missing {records - ours[part]}, extra {ours[part] - records}"


@pytest.mark.parametrize("path", sorted((*PLANS.glob("*.docx"), *PLANS.glob("*.pdf"))), ids=lambda path: path.name)
def test_sample_plan_as_word_or_pdf(path: Path) -> None:
    assert_same(extract(path), text_plan(path.stem))


def load_builder() -> ModuleType:
    """The program that makes Word files of the sample plans (`corpus/build.py`)."""
    spec = importlib.util.spec_from_file_location("corpus_build", corpus_dir() / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpus_build"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def converted(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All plans as Word files and, converted from these by LibreOffice, as PDF and HTML; some as .odt, .doc, .rtf."""
    build = load_builder()
    folder = tmp_path_factory.mktemp("converted")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = []
    for name in ALL:
        text = (SOURCE / f"{name}.txt").read_text(encoding="utf-8")
        for printed, meant in ONE_PARAGRAPH:
            text = text.replace(printed, meant)
        build.build_docx(build.read_sample(text), folder / f"{name}.docx")
        document = Document(str(folder / f"{name}.docx"))
        document.add_paragraph()  # Word never ends in a table; LibreOffice writes a .doc wrong that does
        files.append(str(folder / f"{name}.docx"))
        document.save(files[-1])
    for kind in ("pdf", "html", "odt", "doc", "rtf"):
        some = files if kind in ("pdf", "html") else [file for file in files if Path(file).stem in CONVERTED]
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *some]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_each_plan_as_word_pdf_and_page(converted: Path, name: str, kind: str) -> None:
    assert_same(extract(converted / f"{name}.{kind}"), text_plan(name))


@pytest.mark.parametrize("name", CONVERTED)
@pytest.mark.parametrize("kind", ["odt", "doc", "rtf"])
def test_plan_in_an_old_format(converted: Path, name: str, kind: str) -> None:
    assert_same(extract(converted / f"{name}.{kind}"), text_plan(name))


# Plans whose tables have rows or headings that a page cuts, groups, 2 to 9 columns.
UNRULED = (
    "children-commune-suoihoa-2022", "children-district-tanlac-2022", "digital-commune-bacha-2026",
    "drowning-department-hoabinh-2023", "hiv-town-tanchau-2025", "poverty-commune-phalong-2026",
    "poverty-district-muongkhuong-2023", "tourism-province-ninhbinh-2026",
)  # fmt: skip


@pytest.fixture(scope="module")
def unruled(converted: Path, soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plans as PDF files without any ruling lines."""
    folder = tmp_path_factory.mktemp("unruled")
    files = []
    for name in UNRULED:
        document = Document(str(converted / f"{name}.docx"))
        for table in document.tables:
            table.style = document.styles["Normal Table"]
        files.append(str(folder / f"{name}.docx"))
        document.save(files[-1])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("name", UNRULED)
def test_tables_without_ruling_lines(unruled: Path, name: str) -> None:
    assert_same(extract(unruled / f"{name}.pdf"), extract(SOURCE / f"{name}.txt"))


def scan(path: Path, dpi: int = 200, skew: float = 0.9, noise: float = 14.0) -> bytes:
    """The pages of a PDF as a scanner would give them: grey, noisy, a little turned."""
    grain = np.random.default_rng(5)
    images = []
    for page in pypdfium2.PdfDocument(path):
        image = page.render(scale=dpi / 72).to_pil().convert("L")
        image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
        values = np.asarray(image) + grain.normal(0, noise, (image.height, image.width))
        images.append(Image.fromarray(values.clip(0, 255).astype(np.uint8)))
    stream = io.BytesIO()
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:], resolution=dpi, quality=75)
    return stream.getvalue()


def test_scans_keep_nearly_all_targets(tesseract: str) -> None:
    pairs = []
    for name, skew in SCANNED.items():
        expected = text_plan(name).record.to_dict()
        found = extract_bytes(scan(PLANS / f"{name}.pdf", skew=skew), f"{name}.pdf")
        assert found.source.confidence < 1 and all(
            fact.confidence < 1 for fact in (*found.record.targets, *found.record.deadlines, *found.record.goals)
        )
        pairs.append((name, expected, found.record.to_dict()))
    scores = evaluate(pairs).parts
    assert scores["targets, strict"].f1 >= 0.97
    assert scores["document fields"].f1 >= 0.95
    assert scores["responsibilities, found"].f1 >= 0.93
    assert scores["deadlines, strict"].f1 >= 0.93
