"""Bad files: each gets an error that says what to do, none hangs, none reaches out to a network."""

from __future__ import annotations

import io
import os
import random
import signal
import socket
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from plan_extract.model.errors import ReadError
from plan_extract.reading import ReadOptions, iter_documents, read_bytes, read_file, read_found

Make = Callable[..., bytes]


def error_of(data: bytes, name: str, options: ReadOptions | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name, options)
    assert str(caught.value).startswith(name + ":")
    return caught.value


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize("data", [b"", b"   \n\r\n ", b"\xef\xbb\xbf", b"\0\0\0"])
def test_empty_file(data: bytes) -> None:
    assert error_of(data, "a.txt").cause == "empty"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "TIFF", "BMP"])
def test_picture_named_docx(kind: str) -> None:
    error = error_of(picture(kind), "ke-hoach.docx")
    assert error.cause == "not-supported" and "picture" in str(error)


def test_binary_rubbish() -> None:
    rubbish = random.Random(7).randbytes(20_000)
    assert error_of(rubbish, "a.pdf").cause == "not-supported"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"Rar!\x1a\x07\x01\x00" + b"x" * 50, "RAR"),
        (b"7z\xbc\xaf\x27\x1c" + b"x" * 50, "7-Zip"),
        (b"\x1f\x8b\x08" + b"x" * 50, "gzip"),
    ],
)
def test_archives_that_are_not_opened(data: bytes, word: str) -> None:
    error = error_of(data, "a.rar")
    assert error.cause == "not-supported" and word in str(error)


def test_workbook(make_docx: Make) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    error = error_of(stream.getvalue(), "a.xlsx")
    assert error.cause == "not-supported" and "PDF" in str(error)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.98])
def test_truncated_pdf(make_pdf: Make, prose: tuple[str, ...], share: float) -> None:
    data = make_pdf([[(72, 100 + 20 * n, 11, text) for n, text in enumerate(prose)]] * 3)
    assert error_of(data[: int(len(data) * share)], "a.pdf").cause == "damaged"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_docx(make_docx: Make, share: float) -> None:
    data = make_docx("<w:p><w:r><w:t>Nội dung</w:t></w:r></w:p>" * 50)
    assert error_of(data[: int(len(data) * share)], "a.docx").cause == "damaged"


def test_docx_with_broken_xml(make_docx: Make) -> None:
    assert error_of(make_docx("<w:p><w:r>"), "a.docx").cause == "damaged"


def test_encrypted_pdf(make_pdf: Make) -> None:
    error = error_of(make_pdf([[(72, 100, 11, "Nội dung mật")]], password="khoa"), "a.pdf")
    assert error.cause == "encrypted" and "password" in str(error)


def test_password_docx() -> None:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    directory = "EncryptionInfo".encode("utf-16-le") + b"\0" * 36 + "EncryptedPackage".encode("utf-16-le")
    error = error_of(header + directory + b"\0" * 2000, "a.docx")
    assert error.cause == "encrypted" and "password" in str(error)


def test_zip_bomb_as_docx(make_docx: Make) -> None:
    stream = io.BytesIO(make_docx("<w:p/>"))
    with (
        zipfile.ZipFile(stream) as source,
        zipfile.ZipFile(bomb := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name != "word/document.xml":
                target.writestr(name, source.read(name))
        target.writestr("word/document.xml", b" " * 60_000_000)
    assert len(bomb.getvalue()) < 200_000
    assert error_of(bomb.getvalue(), "a.docx").cause == "too-large"


def test_zip_bomb_as_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lon.txt", b"0" * 40_000_000)
        archive.writestr("tot.txt", "Kế hoạch phát triển giáo dục")
    found = list(iter_documents(path))
    assert [entry.name for entry in found] == ["a.zip/lon.txt", "a.zip/tot.txt"]
    with pytest.raises(ReadError) as caught:
        read_found(found[0])
    assert caught.value.cause == "too-large"
    assert read_found(found[1]).text == "Kế hoạch phát triển giáo dục"


def test_xml_entity_bomb(make_docx: Make) -> None:
    bomb = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};">' for n in range(1, 30))
    data = make_docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>")
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(
                    b"<w:document", f'<!DOCTYPE d [<!ENTITY a0 "lol">{bomb}]><w:document'.encode(), 1
                ).replace(b"<w:t>x", b"<w:t>&a29;")
            target.writestr(name, content)
    assert error_of(changed.getvalue(), "a.docx").cause == "damaged"


def test_outside_references_are_never_fetched(
    make_docx: Make, prose: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("reading reached out to a network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    read = read_bytes(make_docx("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in prose)), "a.docx")
    assert read.text == "\n".join(prose)
    outside = "http://127.0.0.1:9"
    page = (
        f'<html><head><link rel="stylesheet" href="{outside}/a.css"><script src="{outside}/a.js"></script>'
        f'</head><body><img src="{outside}/a.png"><p>{" ".join(prose)}</p></body></html>'
    )
    assert read_bytes(page.encode(), "a.html").text == " ".join(prose)


def test_pdf_with_a_hundred_thousand_objects(prose: tuple[str, ...]) -> None:
    """A hand-made file: one page of text, and a heap of objects that nothing refers to."""
    stream = io.BytesIO(b"")
    offsets: list[int] = []

    def add(content: bytes) -> None:
        offsets.append(stream.tell())
        stream.write(b"%d 0 obj\n%s\nendobj\n" % (len(offsets), content))

    stream.write(b"%PDF-1.4\n")
    words = b"BT /F1 12 Tf 72 700 Td (Ke hoach phat trien giao duc mam non nam 2025) Tj ET"
    add(b"<< /Type /Catalog /Pages 2 0 R >>")
    add(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    add(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words))
    add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number in range(100_000):
        add(b"<< /N %d >>" % number)
    start = stream.tell()
    stream.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
    stream.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    stream.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(offsets) + 1, start))
    read = read_bytes(stream.getvalue(), "a.pdf", ReadOptions(ocr="never"))
    assert read.text == "Ke hoach phat trien giao duc mam non nam 2025"


def test_page_with_a_hundred_thousand_drawings(make_pdf: Make, prose: tuple[str, ...]) -> None:
    rules = [(10 + n % 500, 400 + n // 500, 12 + n % 500, 400 + n // 500) for n in range(60_000)]
    read = read_bytes(make_pdf([[(72, 100 + 20 * n, 11, text) for n, text in enumerate(prose)]], [rules]), "a.pdf")
    assert read.text == "\n".join(prose)


def test_directory_loop(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "ke-hoach.txt").write_text("Kế hoạch", encoding="utf-8")
    (folder / "vong").symlink_to(tmp_path, target_is_directory=True)
    (folder / "chinh-no").symlink_to(folder / "chinh-no")
    found = [entry.name for entry in iter_documents(tmp_path)]
    assert [name for name in found if name.endswith(".txt")] == ["a/b/ke-hoach.txt"]
    with pytest.raises(ReadError):
        read_file(folder / "chinh-no")


def test_file_that_vanishes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kế hoạch", encoding="utf-8")
    found = list(iter_documents(tmp_path))
    (tmp_path / "a.txt").unlink()
    with pytest.raises(ReadError, match=r"a\.txt") as caught:
        read_found(found[0])
    assert caught.value.cause == "vanished"


def test_file_that_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kế hoạch", encoding="utf-8")

    def vanish(_self: Path) -> bytes:
        raise FileNotFoundError(2, "No such file")

    monkeypatch.setattr(Path, "read_bytes", vanish)
    with pytest.raises(ReadError, match="vanished"):
        read_file(path)


def test_name_in_broken_encoding(tmp_path: Path) -> None:
    raw = os.path.join(os.fsencode(tmp_path), b"k\xe1\xba hoach\xff.txt")
    try:
        with open(raw, "wb") as stream:
            stream.write("Kế hoạch".encode())
    except OSError:
        pytest.skip("this file system takes no such names")
    (found,) = iter_documents(tmp_path)
    found.name.encode("utf-8")
    read = read_found(found)
    assert read.text == "Kế hoạch"
    read.name.encode("utf-8")


def test_other_language() -> None:
    text = "The committee shall submit its annual report before the end of March and publish the results. " * 20
    error = error_of(text.encode(), "plan.txt")
    assert error.cause == "other-language" and "Vietnamese" in str(error)


def test_fifty_megabytes_of_text() -> None:
    error = error_of("Kế hoạch phát triển giáo dục và đào tạo\n".encode() * 1_000_000, "a.txt")
    assert error.cause == "too-large"


def test_file_beyond_the_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-" + b"x" * 5_000)
    with pytest.raises(ReadError) as caught:
        read_file(path, options=ReadOptions(max_bytes=1_000))
    assert caught.value.cause == "too-large"


def test_folder_and_missing_path(tmp_path: Path) -> None:
    for path, cause in ((tmp_path, "not-supported"), (tmp_path / "x.pdf", "vanished")):
        with pytest.raises(ReadError) as caught:
            read_file(path)
        assert caught.value.cause == cause


def test_time_limit_stops_a_reader_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    import plan_extract.reading.text as text_reader

    def hang(_data: bytes, _name: str) -> None:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(text_reader, "read_text", hang)
    error = error_of("Kế hoạch".encode(), "a.txt", ReadOptions(time_limit=0.3))
    assert error.cause == "timeout" and "time limit" in str(error)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarms")
def test_an_alarm_of_the_caller_goes_on_after_reading() -> None:
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    around, _ = signal.setitimer(signal.ITIMER_REAL, 5000, 70)
    try:
        read_bytes(("Kế hoạch thực hiện công tác giảm nghèo của huyện. " * 20).encode(), "a.txt")
        left, every = signal.getitimer(signal.ITIMER_REAL)
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, around)
    assert 120 < left <= 5000 and every == pytest.approx(70)


def test_time_limit_in_a_thread(make_pdf: Make, prose: tuple[str, ...]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    data = make_pdf([[(72, 100, 11, prose[0])]] * 3)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(error_of, data, "a.pdf", ReadOptions(time_limit=0.0)).result().cause == "timeout"


def test_deeply_nested_word_file(make_docx: Make) -> None:
    body = "<w:sdt><w:sdtContent>" * 5_000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 5_000
    assert error_of(make_docx(body), "a.docx").cause == "damaged"


def test_deeply_nested_page(prose: tuple[str, ...]) -> None:
    page = "<html><body>" + "<div>" * 8_000 + prose[0] + "</div>" * 8_000
    try:
        assert prose[0] in read_bytes(page.encode(), "a.html").text
    except ReadError as error:
        assert error.cause == "damaged"
