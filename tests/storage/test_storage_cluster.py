"""Ingest on a Dask cluster: a real scheduler and real workers, of which one is killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from storage_dump import dump_content
from storage_plans import HUE, QUANG_TRI, extract

from plan_extract.model.errors import PlanExtractError
from plan_extract.storage.ingest import IngestEvents, IngestOptions, ingest
from plan_extract.storage.ledger import FileOutcome

pytest.importorskip("distributed")
pytest.importorskip("fsspec")

HERE = Path(__file__).resolve().parent
OPTIONS = IngestOptions(version="1", workers=2, time_limit=60)
PLANS = 60
Processes = list["subprocess.Popen[bytes]"]


def version(found: str = "1") -> str:
    return found


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, Processes]]:
    """A scheduler with two workers, one of them under a nanny, as `dask worker` starts them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    processes = [start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
    worker = ("worker", address, "--nthreads", "1", "--no-dashboard", "--death-timeout", "60")
    try:
        processes += [start(*worker, "--nanny"), start(*worker, "--no-nanny")]
        from distributed import Client

        with Client(address, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, processes
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(PLANS):
        head = f"{number}|KH-UBND|UBND tỉnh Quảng Trị|2026-02-01|Quảng Trị"
        lines = [f"Tỷ lệ hộ nghèo vùng {line}: {line}.5% 2027" for line in range(5)]
        (folder / f"p{number:02}.txt").write_text(
            "\n".join([head, *lines, "Sở Y tế -> Báo cáo trước ngày 15/12/2026"]), encoding="utf-8"
        )
    (folder / "copy.txt").write_bytes((folder / "p00.txt").read_bytes())
    (folder / "crash.txt").write_text("CRASH", encoding="utf-8")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("xa/plan.txt", f"{QUANG_TRI.replace('7', '700', 1)}\nSố xã: 9 xã")
    (folder / "hue.docx").write_text(HUE + "\nSố xã: 5 xã" * 20, encoding="utf-8")
    (folder / "hue.pdf").write_text(HUE + "\nSố xã: 5 xã" * 20 + "\ntrang 1", encoding="utf-8")
    return folder


def slowly(path: Path) -> object:
    time.sleep(0.1)
    return extract(path)


def test_cluster_fills_the_same_database_and_survives_a_lost_worker(
    cluster: tuple[str, Processes], folder: Path, tmp_path: Path
) -> None:
    address, processes = cluster
    local, remote = tmp_path / "local.db", tmp_path / "remote.db"
    here = ingest([folder], local, extract, OPTIONS)
    told: list[FileOutcome] = []

    def kill_one(outcome: FileOutcome) -> None:
        told.append(outcome)
        if len(told) == 10:
            processes[2].kill()

    on_cluster = replace(OPTIONS, cluster=address, version_of=version)
    there = ingest([folder], remote, slowly, on_cluster, IngestEvents(on_outcome=kill_one))
    assert processes[2].wait(10) != 0
    assert dump_content(remote) == dump_content(local)
    assert there.outcomes == here.outcomes == {"stored": PLANS + 2, "duplicate": 2, "failed": 1, "skipped": 1}
    assert [(failure.path.name, failure.cause) for failure in there.failures] == [("crash.txt", "crashed")]
    assert sorted(outcome.path.name for outcome in told) == sorted(
        ["plan.txt", *(path.name for path in folder.iterdir())]
    )

    (folder / "p01.txt").write_text(QUANG_TRI + "\nSố xã: 7 xã", encoding="utf-8")
    again = ingest([folder], remote, extract, on_cluster)
    ingest([folder], local, extract, OPTIONS)
    assert again.known == PLANS + 5
    assert dump_content(remote) == dump_content(local)


def test_files_at_an_address(cluster: tuple[str, Processes], folder: Path, tmp_path: Path) -> None:
    address, _ = cluster
    by_path, by_address = tmp_path / "path.db", tmp_path / "address.db"
    ingest([folder], by_path, extract, OPTIONS)
    summary = ingest([f"file://{folder}"], by_address, extract, replace(OPTIONS, cluster=address))
    assert summary.outcomes == {"stored": PLANS + 2, "duplicate": 2, "failed": 1, "skipped": 1}
    assert all(str(failure.path).startswith("file://") for failure in summary.failures)
    assert dump_content(by_address) == dump_content(by_path)
    assert ingest([f"file://{folder}"], by_address, extract, OPTIONS).known == PLANS + 6


def test_worker_of_another_version_is_refused(cluster: tuple[str, Processes], folder: Path, tmp_path: Path) -> None:
    options = replace(OPTIONS, cluster=cluster[0], version_of=partial(version, "0.9"))
    with pytest.raises(PlanExtractError, match=r"has plan-extract 0\.9 .*, not 1: install the same"):
        ingest([folder], tmp_path / "plans.db", extract, options)


def test_no_scheduler_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plan_extract.storage.cluster._CONNECT_SECONDS", 1)
    options = replace(OPTIONS, cluster="tcp://127.0.0.1:9")
    with pytest.raises(PlanExtractError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        ingest([folder], tmp_path / "plans.db", extract, options)
