"""Returns that a Dask cluster reads: the same bytes, whatever happens to its processes."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from plansheet.problems import WorkerError
from plansheet.workbooks.reading import Reader, Workbook
from plansheet.workbooks.reading import cluster as clusters
from plansheet.workbooks.reading.cluster import cluster
from support.coordinator import Coordinator
from support.filling import make_plan, small_tables
from support.sending import GOING, send

MERGE = ("merge", "plan.xlsx", "in", "--period", "2021-Q2", "--as-of", "2021-07-01", "--no-cache")
VALIDATE = ("validate", "in", "--plan", "plan.xlsx", "--as-of", "2021-07-01", "--no-cache")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of two processes, each with one thread."""
    distributed = pytest.importorskip("distributed", reason="plansheet[dask] is not installed")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it tells at length who died
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as local:
        yield local.scheduler_address


@pytest.fixture
def desk(tmp_path: Path) -> Coordinator:
    """A plan, returns of three agencies and a file that is none."""
    plan = make_plan(tmp_path, small_tables())
    given = {code: {("task_report", "NV01"): GOING} for code in ("SYT", "STC", "UBA")}
    send(plan, tmp_path / "in", given)
    (tmp_path / "in" / "hỏng.xlsx").write_bytes(b"PK\x03\x04 damaged")
    return Coordinator(tmp_path)


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes_and_sentences(desk: Coordinator, address: str) -> None:
    here, there = (
        desk.run(*MERGE, "-o", f"{name}.xlsx", *words)
        for name, words in (("here", ()), ("there", ("--dask", address)))
    )
    report = (desk.folder / "here.xlsx").read_bytes()
    assert (desk.folder / "there.xlsx").read_bytes() == report
    assert there.out.replace("there.xlsx", "here.xlsx") == here.out
    assert (there.status, there.err) == (here.status, "")
    assert desk.run(*VALIDATE, "--dask", address) == desk.run(*VALIDATE)


def name_or_death(mark: Path, book: Workbook) -> str:
    """Ends the cluster's process that has the task, once: what reads the file is its child."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return book.file
    os.kill(os.getppid(), signal.SIGKILL)
    raise AssertionError("not reached")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_worker_that_is_killed_changes_nothing(desk: Coordinator, address: str) -> None:
    files = [*sorted((desk.folder / "in").glob("*_*.xlsx"))] * 4
    mark = desk.folder / "killed"
    with cluster(address) as executor, Reader(executor=executor) as reader:
        found = list(reader.open_all(files, partial(name_or_death, mark)))
    assert mark.exists()
    assert found == [(path, path.name) for path in files]


def test_without_dask(desk: Coordinator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "find_spec", lambda name: None)
    outcome = desk.run(*MERGE, "-o", "r.xlsx", "--lang", "en", "--dask", "tcp://127.0.0.1:1")
    said = "To read files on a cluster the library distributed is needed (plansheet[dask]).\n"
    assert (outcome.status, outcome.err) == (2, said)
    assert not (desk.folder / "r.xlsx").exists()


@pytest.mark.parametrize("address", ["nowhere", "tcp://127.0.0.1:1", "x://127.0.0.1:1", ""])
def test_a_cluster_that_does_not_answer(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="plansheet[dask] is not installed")
    monkeypatch.setattr(clusters, "_PATIENCE", 0.1)
    with pytest.raises(WorkerError) as stop, cluster(address):
        pass
    assert stop.value.key == "no-cluster"
    assert f"cluster {address} cannot be reached" in stop.value.wording.en
