"""A long run of hostile inputs over readers and parsers, in several processes; goes on where it stopped.

    python benchmarks/fuzz.py --inputs 1000000 --workers 2 --state fuzz.jsonl

Each input is made from a seed alone (`tests/fuzzing/fuzz_inputs.py`), so that one that breaks something
can be made again: `python benchmarks/fuzz.py --one KIND SEED`. Found are errors other than our own, spans
outside the text, processes that die or need more than `--memory`, and inputs that take longer than
`--slow` seconds. The state file holds a line a chunk of inputs and a line a finding.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "fuzzing"))

import fuzz_checks

from plan_extract.storage.workers import Crash, WorkerPool

CHUNK_SHARES = {"extraction": 10, "cut plans": 20, "pdf files": 25, "docx files": 50, "archives": 50, "mails": 50}
CHUNK = 250
TELL_SECONDS = 30.0


@dataclass(frozen=True)
class Chunk:
    """Inputs `first` to `last` (not included) of a kind."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True)
class Tried:
    """What came of a chunk: processor seconds, the slowest input, and findings as (seed, what)."""

    seconds: float
    slowest: float
    findings: tuple[tuple[str, str], ...]


def main() -> None:
    """Run, or make one input again."""
    options = parse_options()
    if options.one:
        fuzz_checks.check(*options.one)
        print("holds")
        return
    done, findings = load_state(options.state)
    chunks = [chunk for chunk in plan_chunks(options.inputs) if chunk not in done]
    print(f"{options.inputs} inputs, {sum(c.last - c.first for c in done)} done before, {len(chunks)} chunks to go")
    run(chunks, done, findings, options)
    summarise(done, findings)
    sys.exit(1 if findings else 0)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--state", type=Path, default=Path("fuzz.jsonl"))
    parser.add_argument("--slow", type=float, default=10.0, help="seconds that one input may take")
    parser.add_argument("--memory", type=int, default=3_000, help="megabytes that a process may use")
    parser.add_argument("--one", nargs=2, metavar=("KIND", "SEED"), help="make one input again")
    return parser.parse_args()


def plan_chunks(inputs: int) -> Iterator[Chunk]:
    """The inputs in chunks, kinds by turns, so that a run that is cut short has tried all."""
    queues = []
    for kind, (share, _) in fuzz_checks.KINDS.items():
        size, total = CHUNK_SHARES.get(kind, CHUNK), inputs * share // 1000
        queues.append([Chunk(kind, first, min(total, first + size)) for first in range(0, total, size)])
    steps = [((number + 1) / len(queue), chunk) for queue in queues for number, chunk in enumerate(queue)]
    return (chunk for _, chunk in sorted(steps, key=lambda step: step[0]))


def try_chunk(slow: float, chunk: Chunk) -> Tried:
    """Runs in a worker."""
    findings, slowest, begun = [], 0.0, time.process_time()
    for number in range(chunk.first, chunk.last):
        start = time.process_time()
        try:
            fuzz_checks.check(chunk.kind, str(number))
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            findings.append(
                (str(number), f"{type(error).__name__}: {str(error)[:300]} ({Path(at.filename).name}:{at.lineno})")
            )
        took = time.process_time() - start
        slowest = max(slowest, took)
        if took > slow:
            findings.append((str(number), f"took {took:.1f} seconds"))
    return Tried(time.process_time() - begun, slowest, tuple(findings))


def run(chunks: list[Chunk], done: dict[Chunk, Tried], findings: list[dict[str, str]], options: Any) -> None:
    begun = told = time.monotonic()
    before, waiting = sum(c.last - c.first for c in done), chunks[::-1]
    work = partial(try_chunk, options.slow)
    with (
        options.state.open("a", encoding="utf-8") as state,
        WorkerPool(work, size=options.workers, time_limit=300, memory_limit=options.memory << 20) as pool,
    ):
        while waiting or pool.is_busy():
            while waiting and pool.has_room():
                pool.submit(waiting.pop())
            for over in pool.collect():
                chunk, result = over.job, over.result
                if isinstance(result, Crash) and chunk.last - chunk.first > 1:  # which of them was it?
                    waiting += [Chunk(chunk.kind, each, each + 1) for each in range(chunk.first, chunk.last)]
                    continue
                if isinstance(result, Crash):
                    result = Tried(
                        over.seconds, over.seconds, ((str(chunk.first), f"{result.cause}: {result.message}"),)
                    )
                done[chunk] = result
                found = [{"kind": chunk.kind, "seed": seed, "what": what} for seed, what in result.findings]
                findings += found
                for line in ({"chunk": [chunk.kind, chunk.first, chunk.last], "seconds": result.seconds,
                              "slowest": result.slowest}, *found):  # fmt: skip
                    state.write(json.dumps(line, ensure_ascii=False) + "\n")
                state.flush()
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                tried = sum(c.last - c.first for c in done)
                rate = (tried - before) / (told - begun)
                print(f"{tried} tried, {len(findings)} found, {rate:.0f} a second", flush=True)


def load_state(path: Path) -> tuple[dict[Chunk, Tried], list[dict[str, str]]]:
    done: dict[Chunk, Tried] = {}
    findings = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        entry = json.loads(line)
        if "chunk" in entry:
            done[Chunk(*entry["chunk"])] = Tried(entry["seconds"], entry["slowest"], ())
        else:
            findings.append(entry)
    return done, findings


def summarise(done: dict[Chunk, Tried], findings: list[dict[str, str]]) -> None:
    print(f"{'kind':<14}{'inputs':>10}{'cpu s':>10}{'ms each':>10}{'slowest s':>11}{'found':>7}")
    found = Counter(finding["kind"] for finding in findings)
    total, seconds = 0, 0.0
    for kind in fuzz_checks.KINDS:
        mine = {chunk: tried for chunk, tried in done.items() if chunk.kind == kind}
        count, spent = sum(c.last - c.first for c in mine), sum(t.seconds for t in mine.values())
        slowest = max((t.slowest for t in mine.values()), default=0.0)
        print(
            f"{kind:<14}{count:>10}{spent:>10.0f}{spent / max(count, 1) * 1e3:>10.2f}{slowest:>11.2f}{found[kind]:>7}"
        )
        total, seconds = total + count, seconds + spent
    print(f"{'all':<14}{total:>10}{seconds:>10.0f}{'':>21}{len(findings):>7}")
    for finding in findings[:50]:
        print(f"  {finding['kind']} {finding['seed']}: {finding['what']}")


if __name__ == "__main__":
    main()
