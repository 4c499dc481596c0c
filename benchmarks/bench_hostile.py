"""Time of extraction on hostile text: it must grow in proportion to the length.

    python benchmarks/bench_hostile.py

Each kind of text is extracted whole at four lengths, each twice the one before; printed are processor
seconds and how many times longer the last took than the one before it (2 is linear, 4 quadratic).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from plan_extract.pipeline import extract_bytes

HEAD = "UBND TỈNH A\nSố: 1/KH-UBND\n\nKẾ HOẠCH\nPhát triển năm 2025\n\nI. MỤC TIÊU\n"

KINDS: dict[str, tuple[int, Callable[[int], str]]] = {
    "commas": (2_500, lambda n: "1. Tỷ lệ hộ dùng nước sạch đạt 90%" + ", 5" * n),
    "commas and words": (2_500, lambda n: "1. Đạt 90%" + ", các xã" * n),
    "one line of sentences": (2_000, lambda n: "Tỷ lệ hộ nghèo giảm còn 3% vào năm 2025, " * n),
    "one line of letters": (125_000, lambda n: "a" * n + " đạt 5%"),
    "nested brackets": (5_000, lambda n: "Đạt 5% " + "(" * n + "x" + ")" * n),
    "list marks": (1_250, lambda n: "\n".join(f"- Mục {i} đạt {i % 100}%" for i in range(n))),
    "digits": (5_000, lambda n: "Đạt " + "1.000 " * n + "%"),
    "quotation marks": (2_500, lambda n: 'Thực hiện "phong trào" ' * n),
    "colons": (2_500, lambda n: "Chỉ tiêu: đạt 5: " * n),
    "bars of a table": (2_500, lambda n: "| 5% " * n + "|"),
    "headings of a table": (250, lambda n: "TT\nNội dung\nCơ quan chủ trì\nThời gian\n1\nPhát tờ rơi\n" * n),
    "rows of a table": (1_250, lambda n: "TT\nNội dung\nCơ quan chủ trì\nThời gian\n" + "1\nPhát tờ rơi\n" * n),
    "bars over lone lines": (250, lambda n: "| TT | Nội dung |\n1\nA bc\n" * n),
    "names of agencies": (1_250, lambda n: "Sở Y tế, Sở Tài chính và " * n),
    "dates": (1_250, lambda n: "trước ngày 15/6/2025 và " * n),
}


def seconds(text: str) -> float:
    started = time.process_time()
    extract_bytes((HEAD + text).encode(), "hostile.txt", ocr="never")
    return time.process_time() - started


def main() -> None:
    seconds("1. Đạt 90% hộ dân.")
    print(f"{'kind':<24}{'signs':>10}{'s':>8}{'s':>8}{'s':>8}{'s':>8}{'growth':>9}")
    for name, (start, make) in KINDS.items():
        texts = [make(start * factor) for factor in (1, 2, 4, 8)]
        took = [seconds(text) for text in texts]
        growth = took[-1] / max(took[-2], 0.001)
        print(f"{name:<24}{len(texts[-1]):>10}" + "".join(f"{each:>8.2f}" for each in took) + f"{growth:>8.1f}x")


if __name__ == "__main__":
    main()
