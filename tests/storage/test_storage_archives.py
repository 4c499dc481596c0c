"""Archives, mails and old Office files on their way into the database."""

from __future__ import annotations

import io
import shutil
import sqlite3
import subprocess
import threading
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from storage_dump import dump_content

from plan_extract.cli.worker import extract_file
from plan_extract.reading.office_batch import convert_batch
from plan_extract.resources import corpus_dir
from plan_extract.storage.database import open_reader
from plan_extract.storage.ingest import IngestEvents, IngestOptions, ingest
from plan_extract.storage.ledger import IngestSummary

PLANS = sorted((corpus_dir() / "source").glob("*.txt"))[:3]


def run(path: Path, database: Path, **changes: object) -> IngestSummary:
    options = IngestOptions(version="1", workers=2, time_limit=60, **changes)  # type: ignore[arg-type]
    return ingest([path], database, partial(extract_file, ocr="never"), options)


def outcomes(database: Path, folder: Path) -> dict[str, tuple[str, str | None]]:
    rows = sqlite3.connect(database).execute("SELECT path, outcome, cause FROM ingest_file")
    return {str(Path(path).relative_to(folder)): (outcome, cause) for path, outcome, cause in rows}


def pack(files: Sequence[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an archive (a second one and a bad file in it), and a mail with an attachment."""
    place = tmp_path / "in"
    place.mkdir()
    one, two, three = (plan.read_bytes() for plan in PLANS)
    inner = pack([("kế hoạch.txt", two)])
    bomb = pack([("0.txt", bytes(300_000_000))])
    (place / "2026.zip").write_bytes(
        pack([("xã A/plan.txt", one), ("xã B.zip", inner), ("bomb.zip", bomb), ("a.exe", b"MZ")])
    )
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "vanthu@example.vn", "Gửi kế hoạch"
    mail.set_content("Kính gửi các đơn vị.")
    mail.add_attachment(three, maintype="text", subtype="plain", filename="plan.txt")
    (place / "mail.eml").write_bytes(mail.as_bytes())
    return place


def test_documents_in_archives_and_mails_are_files_of_their_own(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "plans.db"
    more: list[int] = []
    options = IngestOptions(version="1", workers=2, time_limit=60)
    work = partial(extract_file, ocr="never")
    summary = ingest([folder], database, work, options, IngestEvents(on_more=more.append))
    assert outcomes(database, folder) == {
        "2026.zip": ("skipped", "archive"),
        "2026.zip/xã A/plan.txt": ("stored", None),
        "2026.zip/xã B.zip/kế hoạch.txt": ("stored", None),
        "2026.zip/bomb.zip/0.txt": ("failed", "too-large"),
        "2026.zip/a.exe": ("skipped", "not-a-document"),
        "mail.eml": ("skipped", "archive"),
        "mail.eml/plan.txt": ("stored", None),
    }
    assert summary.total == 7 and sum(more) == 5
    assert summary.failures[0].message is not None and "unpack it by hand" in summary.failures[0].message


def test_second_run_over_archives_changes_nothing(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "plans.db"
    run(folder, database)
    before, runs = (
        dump_content(database),
        sqlite3.connect(database).execute("SELECT count(*) FROM ingest_run").fetchone(),
    )
    summary = run(folder, database)
    assert summary.known == summary.total == 7
    assert dump_content(database) == before
    assert sqlite3.connect(database).execute("SELECT count(*) FROM ingest_run").fetchone() == runs


def test_changed_archive_gives_way_plan_by_plan(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "plans.db"
    run(folder, database)
    changed = PLANS[0].read_text(encoding="utf-8") + "\nGhi chú thêm.\n"
    (folder / "2026.zip").write_bytes(pack([("xã A/plan.txt", changed.encode())]))
    run(folder, database)
    texts = [row[0] for row in open_reader(database).execute("SELECT text FROM document_text")]
    assert len(texts) == 3 and sum("Ghi chú thêm." in text for text in texts) == 1


def test_same_names_in_one_mail_are_kept_apart(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    mail = EmailMessage()
    for plan in PLANS[:2]:
        mail.add_attachment(plan.read_bytes(), maintype="text", subtype="plain", filename="plan.txt")
    (folder / "mail.eml").write_bytes(b"From: a@example.vn\n" + mail.as_bytes())
    run(folder, tmp_path / "plans.db")
    found = outcomes(tmp_path / "plans.db", folder)
    assert found["mail.eml/plan.txt"] == found["mail.eml/plan (2).txt"] == ("stored", None)


def test_damaged_archive_and_mail_without_attachment(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    whole = pack([("plan.txt", PLANS[0].read_bytes())])
    (folder / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.zip").write_bytes(pack([]))
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.vn", "Kế hoạch"
    mail.set_content(PLANS[0].read_text(encoding="utf-8"))
    (folder / "mail.eml").write_bytes(mail.as_bytes())
    summary = run(folder, tmp_path / "plans.db")
    found = outcomes(tmp_path / "plans.db", folder)
    assert found["cut.zip"] == ("failed", "damaged") and found["mail.eml"] == ("stored", None)
    assert found["empty.zip"][0] != "stored" and summary.total == 3


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of .doc files made by LibreOffice, and two that it cannot open."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("office")
    words = sorted((corpus_dir() / "plans").glob("*.docx"))[:3]
    profile = f"-env:UserInstallation={(folder / '.profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", str(folder), *map(str, words)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    whole = (folder / f"{words[0].stem}.doc").read_bytes()
    (folder / "a-bad.doc").write_bytes(
        whole[:3000] + bytes(200) + whole[3500:9000] + "WordDocument".encode("utf-16-le")
    )
    return folder


def test_old_office_files_come_in_by_batches(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def counted(soffice: str, paths: Sequence[Path], *rest: object) -> dict[int, Path]:
        calls.append(len(paths))
        return convert_batch(soffice, paths, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("plan_extract.storage.conversion.convert_batch", counted)
    summary = run(office, tmp_path / "plans.db")
    assert calls == [4]
    assert summary.outcomes == {"stored": 3, "failed": 1}
    assert [failure.path.name for failure in summary.failures] == ["a-bad.doc"]
    readers = sqlite3.connect(tmp_path / "plans.db").execute("SELECT DISTINCT reader FROM document").fetchall()
    assert readers == [("doc (LibreOffice)",)]


# Stands for LibreOffice: copies what it is given, hangs or dies at a file with these words in it.
STAND_IN = """#!/bin/sh
while [ "$1" != "--outdir" ]; do shift; done
out=$2; shift; shift
for file in "$@"; do
  echo "$file" >> {log}
  grep -q HANG "$file" && sleep 60
  grep -q DIE "$file" && kill -SEGV $$
  grep -q REFUSE "$file" && continue
  name=$(basename "$file")
  cp "$0.zip" "$out/${{name%.*}}.docx"
done
"""


@pytest.mark.parametrize("word", ["HANG", "DIE", "REFUSE"])
def test_bad_file_costs_a_batch_only_itself(tmp_path: Path, word: str) -> None:
    program = tmp_path / "soffice"
    program.write_text(STAND_IN.format(log=tmp_path / "log"))
    program.chmod(0o755)
    (tmp_path / "soffice.zip").write_bytes(pack([("word/document.xml", b"")]))
    paths = [tmp_path / f"{number}.rtf" for number in range(6)]
    for number, path in enumerate(paths):
        path.write_text(f"{{\\rtf1 {word if number == 2 else 'plan'} {number}}}")
    found = convert_batch(str(program), paths, tmp_path / "out", 1.0)
    assert {number: path.name for number, path in found.items()} == {n: f"{n}.docx" for n in (0, 1, 3, 4, 5)}
    assert len((tmp_path / "log").read_text().split()) == 6


def test_batch_stops_when_told(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text(STAND_IN.format(log=tmp_path / "log"))
    program.chmod(0o755)
    (tmp_path / "a.rtf").write_text("{\\rtf1 HANG}")
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    assert convert_batch(str(program), [tmp_path / "a.rtf"], tmp_path / "out", 50.0, stop) == {}
