"""Folders, archives and mails: one entry for each document inside."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from plan_extract.model.errors import ReadError
from plan_extract.reading import ReadOptions, iter_documents, read_bytes, read_file, read_found

TEXT = "Kế hoạch phát triển giáo dục năm 2025 của ủy ban nhân dân huyện"


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def names(path: Path, options: ReadOptions | None = None) -> list[str]:
    return [entry.name for entry in iter_documents(path, options=options)]


def test_folder_in_order_without_litter(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".DS_Store", "b/~$1.docx", "Thumbs.db", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    assert names(tmp_path) == ["a.txt", "b/1.txt", "b/2.txt"]


def test_single_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (found,) = iter_documents(tmp_path / "a.txt")
    assert read_found(found).text == TEXT


def test_archive_within_an_archive(tmp_path: Path) -> None:
    inner = zipped({"trong.txt": TEXT.encode(), "__MACOSX/._x": b"x"})
    (tmp_path / "ngoai.zip").write_bytes(zipped({"sau/": b"", "sau/trong.zip": inner, "huyện.txt": TEXT.encode()}))
    found = {entry.name: entry for entry in iter_documents(tmp_path)}
    assert sorted(found) == ["ngoai.zip/huyện.txt", "ngoai.zip/sau/trong.zip/trong.txt"]
    assert read_found(found["ngoai.zip/sau/trong.zip/trong.txt"]).text == TEXT


def test_docx_is_no_archive(tmp_path: Path, make_docx: object) -> None:
    data = make_docx(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>")  # type: ignore[operator]
    (tmp_path / "a.docx").write_bytes(data)
    assert names(tmp_path) == ["a.docx"]


@pytest.mark.parametrize(
    ("options", "cause", "count"),
    [
        (ReadOptions(max_archive_files=2), "too-large", 3),
        (ReadOptions(max_unpacked_bytes=60), "too-large", 3),
    ],
)
def test_limits_on_count_and_size(tmp_path: Path, options: ReadOptions, cause: str, count: int) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped({f"{n}.txt": b"Ke hoach phat trien giao duc nam 20%d" % n for n in range(3)})
    )
    found = list(iter_documents(tmp_path, options=options))
    errors = [entry.content for entry in found if isinstance(entry.content, ReadError)]
    assert len(found) == count and {error.cause for error in errors} == {cause}


def test_limit_on_depth(tmp_path: Path) -> None:
    data = zipped({"a.txt": TEXT.encode()})
    for number in range(5):
        data = zipped({f"{number}.zip": data})
    (tmp_path / "a.zip").write_bytes(data)
    (found,) = iter_documents(tmp_path)
    assert isinstance(found.content, ReadError) and found.content.cause == "too-large"


def test_bad_entries_do_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped({"anh.docx": b"\x89PNG\r\n\x1a\nxx", "rong.txt": b"", "tot.txt": TEXT.encode()})
    )
    read, failed = [], []
    for entry in iter_documents(tmp_path):
        try:
            read.append(read_found(entry).name)
        except ReadError as error:
            failed.append(error.cause)
    assert read == ["a.zip/tot.txt"] and sorted(failed) == ["empty", "not-supported"]


def test_damaged_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT.encode() * 50})[:60])
    (found,) = iter_documents(tmp_path)
    with pytest.raises(ReadError, match=r"a\.zip.*damaged"):
        read_found(found)


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Gửi kế hoạch"
    message.set_content(TEXT)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_attachments_of_a_mail(tmp_path: Path) -> None:
    (tmp_path / "thu.eml").write_bytes(mail(("kế hoạch.txt", TEXT.encode()), ("khac.txt", TEXT.encode())))
    assert names(tmp_path) == ["thu.eml/kế hoạch.txt", "thu.eml/khac.txt"]


def test_mail_without_attachments_is_its_text(tmp_path: Path) -> None:
    (tmp_path / "thu.eml").write_bytes(mail())
    (found,) = iter_documents(tmp_path)
    assert read_found(found).text.strip() == TEXT


def test_read_file_of_an_archive(tmp_path: Path) -> None:
    assert read_bytes(zipped({"a.txt": TEXT.encode()}), "a.zip").text == TEXT
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    with pytest.raises(ReadError, match="2 documents"):
        read_file(tmp_path / "a.zip")
