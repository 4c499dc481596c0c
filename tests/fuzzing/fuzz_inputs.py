"""Hostile inputs, each made from a seed alone: mutated plans of the corpus in every format, odd texts."""

from __future__ import annotations

import io
import random
import unicodedata
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path

from plan_extract.resources import corpus_dir

_WORDS = (
    "Phấn đấu", "đạt", "99,5%", "tỷ lệ", "hộ nghèo", "giảm", "xuống còn", "dưới", "trên", "từ", "đến", "trở lên", "ít nhất",
    "1.500", "0, 01", "12.345.678,9", "14/14 xã", "1/1.000 trẻ", "5‰", "m²", "100.000", "tăng", "lên", "so với", "năm 2025",
    "ngày 15/6/2025", "ngày 05 tháng 01 năm 2024", "trước ngày 20/11", "hằng năm", "quý IV/2025", "quý I, II", "tháng 7",
    "ngày 25 hằng tháng", "chậm nhất", "trong vòng 15 ngày", "kể từ ngày", "giai đoạn 2021 - 2025", "31/02/2025", "45/13/2025",
    "thứ sáu hằng tuần", "8 giờ 30", "Sở Y tế", "chủ trì", "phối hợp với", "UBND các xã", "ỦY BAN NHÂN DÂN", "KẾ HOẠCH",
    "Căn cứ", "Số: 1/KH-UBND", "I. MỤC TIÊU", "1.", "a)", "-", "+", "•", "Chỉ tiêu 3:", "| 1 | x | 5% |", "|---|", "Nơi nhận:",
    "PHỤ LỤC", "Điều 1.", "II.", "(", ")", "“", "”", "…", ";", ":", ",", ".", "%", "≥", "<", "/", "l00%", "O5", "Ð", "hoà", "phần đầu",
)  # fmt: skip
_GAPS = (
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "  ",
    "\u00a0",
    "\u200b",
    "\u00ad",
    "\f",
    "**",
    "<br>",
    "\u2028",
    "",
)
_ALPHABETS = (
    "0123456789., %‰/-",
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ",
    "\u0300\u0301\u0309\u0303\u0323aeiouAEIOU ",
    "()[]{}<>|*#_-+•–—\"'“”.:;,\\ \n",
    "\x00\x01\x1b\x7f\ufeff\ufffd\U0001f600\u202e\u0660\u2160½²",
)
_XML = (
    "&",
    "<",
    ">",
    "</w:p>",
    "<w:p>",
    "&#0;",
    "&#xFFFF;",
    "<w:t>",
    'w:val="-1"',
    'w:gridSpan w:val="99999999"',
    "]]>",
    "\x01",
)
_HTML = (
    "<table>",
    "</td>",
    '<td colspan="100000">',
    "<tr>",
    "&#x110000;",
    "<script>",
    "<!--",
    "<p",
    "</div></div>",
    '<td rowspan="0">',
)


@lru_cache(maxsize=1)
def plans() -> tuple[str, ...]:
    """The texts of the sample plans."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted((corpus_dir() / "source").glob("*.txt")))


@lru_cache(maxsize=4)
def samples(ending: str) -> tuple[bytes, ...]:
    """The sample plans of one format."""
    return tuple(path.read_bytes() for path in sorted((corpus_dir() / "plans").glob(f"*{ending}")))


def phrase(dice: random.Random) -> str:
    """A short text: words of plans, odd signs, or a stretch of a plan with a few changes."""
    kind = dice.random()
    if kind < 0.45:
        text = "".join(dice.choice(_WORDS) + dice.choice(_GAPS) for _ in range(dice.randint(1, 16)))
    elif kind < 0.6:
        text = "".join(dice.choices(dice.choice(_ALPHABETS), k=dice.randint(0, 120)))
    elif kind < 0.65:
        text = "".join(chr(dice.randint(1, 0xD7FF)) for _ in range(dice.randint(0, 60)))
    else:
        plan = dice.choice(plans())
        start = dice.randrange(len(plan))
        text = mutate_text(dice, plan[start : start + dice.randint(5, 400)], dice.randint(0, 4))
    return unicodedata.normalize("NFD", text) if dice.random() < 0.1 else text


def document(dice: random.Random) -> str:
    """A longer text: a plan with pieces lost, doubled, moved and spoilt."""
    plan = dice.choice(plans())
    if dice.random() < 0.5:
        start = dice.randrange(len(plan))
        plan = plan[start : start + dice.randint(200, 3000)]
    return mutate_text(dice, plan, dice.randint(1, 12))


@lru_cache(maxsize=1)
def _further_plans() -> tuple[str, ...]:
    further = Path(__file__).resolve().parent.parent / "further"
    return (*plans(), *(path.read_text(encoding="utf-8") for path in sorted(further.glob("*.txt"))))


_LOOSE_ENDS = (",", ";", ":", " và", " (", ".", " -", "/", " của")


def cut_plan(dice: random.Random) -> str:
    """A stretch of a plan whose lines are cut at words, run on into others or end in a sign too early."""
    lines = dice.choice(_further_plans()).split("\n")
    start = dice.randrange(max(1, len(lines) - 40))
    return "\n".join(_cut_line(dice, line) if line.strip() else line for line in lines[start : start + 50])


def _cut_line(dice: random.Random, line: str) -> str:
    words = line.split(" ")
    kept = " ".join(words[: dice.randint(1, len(words))])
    kind = dice.random()
    if kind < 0.3:
        return kept
    if kind < 0.5:
        return kept + dice.choice(_LOOSE_ENDS)
    if kind < 0.6:
        return " ".join(words[dice.randrange(len(words)) :])
    if kind < 0.7:
        return f"{kept} {dice.choice(dice.choice(_further_plans()).splitlines())}"
    return line.upper() if kind < 0.75 else line


def mutate_text(dice: random.Random, text: str, times: int) -> str:
    """`text` with so many changes."""
    for _ in range(times):
        at = dice.randint(0, len(text))
        end = min(len(text), at + int(dice.expovariate(1 / 20)))
        text = dice.choice(_TEXT_CHANGES)(dice, text, at, end)
    return text[:100_000]


_TEXT_CHANGES: tuple[Callable[[random.Random, str, int, int], str], ...] = (
    lambda dice, text, at, end: text[:at] + text[end:],
    lambda dice, text, at, end: text[:at] + text[at:end] * dice.randint(2, 30) + text[end:],
    lambda dice, text, at, end: text[:at] + dice.choice(_WORDS) + dice.choice(_GAPS) + text[at:],
    lambda dice, text, at, end: (
        text[:at] + "".join(dice.choices(dice.choice(_ALPHABETS), k=dice.randint(1, 12))) + text[end:]
    ),
    lambda dice, text, at, end: text[:at] + text[at:end].upper() + text[end:],
    lambda dice, text, at, end: text[:at] + text[at:end][::-1] + text[end:],
    lambda dice, text, at, end: text[end:] + text[:end],
    lambda dice, text, at, end: text[:at] + text[at:end].replace(" ", "\n") + text[end:],
    lambda dice, text, at, end: text[:at] + text[at:].replace("\n", " ", dice.randint(1, 5)),
    lambda dice, text, at, end: text[:at] + dice.choice(plans())[at:end] + text[end:],
    lambda dice, text, at, end: text[:at] + str(dice.choice((0, 7, 10**6, 10**17, 10**25, 2025, 31))) + text[end:],
)


def mutate_bytes(dice: random.Random, data: bytes) -> bytes:
    """`data` with bits turned, pieces lost, doubled or cut off."""
    found = bytearray(data)
    for _ in range(dice.randint(1, 20)):
        at = dice.randint(0, len(found))
        end = min(len(found), at + int(dice.expovariate(1 / 30)))
        change = dice.random()
        if change < 0.4 and at < len(found):
            found[at] ^= 1 << dice.randint(0, 7)
        elif change < 0.6:
            del found[at:end]
        elif change < 0.75:
            found[at:at] = found[at:end] * dice.randint(1, 5)
        elif change < 0.9:
            found[at:end] = dice.randbytes(end - at)
        elif change < 0.93:
            del found[at:]
        else:
            found[at:end] = dice.choice((b"\0", b"\xff\xff\xff\x7f", b"-1", b"99999999999", b"0")) * dice.randint(1, 4)
    return bytes(found)


def text_file(dice: random.Random) -> tuple[bytes, str]:
    """A text file in some encoding, perhaps spoilt."""
    encoding = dice.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1258"))
    data = document(dice).encode(encoding, "replace")
    return (mutate_bytes(dice, data) if dice.random() < 0.4 else data), dice.choice(("plan.txt", "plan.md"))


def html_file(dice: random.Random) -> tuple[bytes, str]:
    """A page with tables, tags spoilt."""
    lines = document(dice).splitlines()
    body = "".join(
        "<table><tr><td>" + "</td><td>".join(line.split("|")) + "</td></tr></table>"
        if "|" in line
        else f"<p>{line}</p>"
        for line in lines
    )
    for _ in range(dice.randint(0, 8)):
        at = dice.randint(0, len(body))
        body = body[:at] + dice.choice(_HTML) + body[at + dice.randint(0, 5) :]
    data = f"<html><body>{body}</body></html>".encode()
    return (mutate_bytes(dice, data) if dice.random() < 0.3 else data), "plan.html"


def docx_file(dice: random.Random) -> tuple[bytes, str]:
    """A Word file: its parts spoilt inside a sound archive, or the archive itself spoilt."""
    data = dice.choice(samples(".docx"))
    if dice.random() < 0.3:
        return mutate_bytes(dice, data), "plan.docx"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith((".xml", ".rels")) and (name == "word/document.xml" or dice.random() < 0.15):
                part = _spoil_xml(dice, part)
            if dice.random() > 0.01:
                archive.writestr(name, part)
    return target.getvalue(), "plan.docx"


def _spoil_xml(dice: random.Random, part: bytes) -> bytes:
    if dice.random() < 0.3:
        return mutate_bytes(dice, part)
    text = part.decode("utf-8", "replace")
    pieces = text.split("<")
    for _ in range(dice.randint(1, 10)):  # whole tags lost, doubled, moved: mostly well-formed no more, at times still
        at, other = dice.randrange(len(pieces)), dice.randrange(len(pieces))
        change = dice.random()
        if change < 0.3:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif change < 0.6:
            pieces.insert(at, pieces[other])
        elif change < 0.8 and len(pieces) > 2:
            del pieces[at]
        else:
            pieces[at] = pieces[at].replace('w:val="', 'w:val="-9', 1) + dice.choice(_XML).strip("<>&")
    return "<".join(pieces).encode("utf-8", "replace")


def pdf_file(dice: random.Random) -> tuple[bytes, str]:
    """A PDF with bytes spoilt, mostly behind its head."""
    return mutate_bytes(dice, dice.choice(samples(".pdf"))), "plan.pdf"


def mail_file(dice: random.Random) -> tuple[bytes, str]:
    """A mail, at times with a plan attached, at times spoilt."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.vn", "c@d.vn", "Ke hoach"
    mail.set_content(document(dice).replace("\r", "\n").replace("\x00", ""), cte="base64")
    if dice.random() < 0.5:
        data, name = dice.choice((text_file, docx_file))(dice)
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    data = mail.as_bytes()
    return (mutate_bytes(dice, data) if dice.random() < 0.6 else data), "mail.eml"


def zip_file(dice: random.Random) -> tuple[bytes, str]:
    """An archive of one or more files, at times spoilt."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for number in range(dice.randint(0, 3)):
            data, name = dice.choice((text_file, html_file, docx_file))(dice)
            archive.writestr(
                dice.choice((f"{number}/{name}", f"../{name}", name + " ", "", f"{number}-ế.txt")) or "x", data
            )
    data = stream.getvalue()
    return (mutate_bytes(dice, data) if dice.random() < 0.6 else data), "plans.zip"


def any_file(dice: random.Random) -> tuple[bytes, str]:
    """Bytes without sense behind the first bytes of some format."""
    head = dice.choice(
        (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"MIME-Version: 1.0\n", b"From: x\n",
         b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\xfe\xff\x00K")
    )  # fmt: skip
    name = dice.choice(("plan.txt", "plan.docx", "plan.pdf", "plan.html", "plan", "plan.eml", "plan.zip", "plan.mht"))
    return head + dice.randbytes(dice.randint(0, 2000)), name
