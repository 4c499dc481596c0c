"""Old Office formats: the same text as from the Word file that they were made from."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plan_extract.model.errors import ReadError
from plan_extract.reading import ReadOptions, read_bytes, read_file
from plan_extract.reading import office as office_reader

BODY = (
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ỦY BAN NHÂN DÂN</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    + "<w:p><w:r><w:t>Phấn đấu đến năm 2025 tỷ lệ hộ nghèo của huyện còn dưới 5%.</w:t></w:r></w:p>"
    * 12
    + '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>Rà soát hộ nghèo</w:t></w:r></w:p>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


@pytest.fixture(scope="module")
def converted(make_docx: Callable[..., bytes], soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one plan as .docx and, made by LibreOffice, as .doc, .odt and .rtf."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(make_docx(BODY, numbering=NUMBERING))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ("doc", "odt", "rtf"):
        command = [
            soffice,
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(folder / "a.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_same_text_as_the_word_file(converted: Path, kind: str) -> None:
    word, old = read_file(converted / "a.docx"), read_file(converted / f"a.{kind}")
    assert old.text == word.text
    assert [block.kind for block in old.blocks] == [block.kind for block in word.blocks]
    assert old.reader == f"{kind} (LibreOffice)"


def test_format_is_known_by_content(converted: Path) -> None:
    data = (converted / "a.rtf").read_bytes()
    assert "1) Rà soát hộ nghèo" in read_bytes(data, "ten-sai.docx").text


def test_several_files_in_one_run(converted: Path, soffice: str) -> None:
    files = [((converted / f"a.{kind}").read_bytes(), kind) for kind in ("doc", "odt", "rtf")]
    results = office_reader.convert_to_docx(soffice, files, "a", ReadOptions())
    word = read_file(converted / "a.docx")
    assert [read_bytes(result or b"", "a.docx").text for result in results] == [word.text] * 3


def hide(monkeypatch: pytest.MonkeyPatch, *kept: str) -> None:
    monkeypatch.setattr(
        office_reader,
        "find_program",
        lambda *names: next((shutil.which(name) for name in names if name in kept and shutil.which(name)), None),
    )


def test_without_any_program_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch)
    for data, kind in ((rb"{\rtf1\ansi Ke hoach}", "rtf"),):
        with pytest.raises(ReadError, match="apt-get install libreoffice-writer-nogui") as caught:
            read_bytes(data, f"a.{kind}")
        assert caught.value.cause == "missing-program"


@pytest.mark.parametrize(("program", "kind"), [("antiword", "doc"), ("catdoc", "rtf")])
def test_bare_text_where_libreoffice_is_missing(
    converted: Path, monkeypatch: pytest.MonkeyPatch, program: str, kind: str
) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed (apt-get install {program})")
    hide(monkeypatch, program)
    read = read_file(converted / f"a.{kind}")
    assert "Phấn đấu đến năm 2025 tỷ lệ hộ nghèo của huyện còn dưới 5%." in " ".join(read.text.split())
    assert any(program in message for message in read.messages)


def test_damaged_old_word_file(soffice: str) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\x11" * 3_000
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.doc")
    assert caught.value.cause in ("damaged", "no-text", "not-supported", "other-language")


def test_libreoffice_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office_reader, "find_program", lambda *names: str(slow))
    with pytest.raises(ReadError) as caught:
        read_bytes(rb"{\rtf1\ansi Ke hoach}", "a.rtf", ReadOptions(time_limit=0.5))
    assert caught.value.cause == "timeout"
