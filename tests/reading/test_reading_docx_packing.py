"""Word files packed in unusual ways: without a list of parts, or as one XML file; the text stays the same."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from plan_extract.model.errors import ReadError
from plan_extract.reading import read_bytes
from plan_extract.resources import corpus_dir

NAME = "digital-province-laocai-2026"  # headings, numbered lists, tables
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
)


@pytest.fixture(scope="module")
def word() -> bytes:
    return (corpus_dir() / "plans" / f"{NAME}.docx").read_bytes()


def flat(word: bytes) -> bytes:
    """The Word file as Word saves it as "Word XML Document": XML parts as they are, others in base64."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                root = content.decode("utf-8").split("?>", 1)[-1]
                parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{root}</pkg:xmlData></pkg:part>')
            else:
                data = base64.b64encode(content).decode()
                parts.append(f'<pkg:part pkg:name="/{name}"><pkg:binaryData>{data}</pkg:binaryData></pkg:part>')
    return (_HEAD + "".join(parts) + "</pkg:package>").encode()


def test_without_its_list_of_parts(word: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as archive, zipfile.ZipFile(stream, "w") as bare:
        for name in archive.namelist():
            if name != "[Content_Types].xml":
                bare.writestr(name, archive.read(name))
    assert read_bytes(stream.getvalue(), "a.docx").text == read_bytes(word, "a.docx").text


def test_as_one_xml_file(word: bytes) -> None:
    found, expected = read_bytes(flat(word), "a.xml"), read_bytes(word, "a.docx")
    assert found.text == expected.text
    assert [block.kind for block in found.blocks] == [block.kind for block in expected.blocks]


@pytest.mark.parametrize("body", ["</pkg:package>", "<pkg:part"])
def test_one_xml_file_without_parts_or_cut_off(body: str) -> None:
    with pytest.raises(ReadError, match="save it") as caught:
        read_bytes((_HEAD + body).encode(), "a.xml")
    assert caught.value.cause == "damaged"
