"""A Dask cluster as an executor: other machines read the files (https://distributed.dask.org)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from plansheet.problems import WorkerError

_PATIENCE: Final = 10
"""Seconds in which a scheduler answers, and one worker at least has come to it."""


@contextmanager
def cluster(address: str | None) -> Iterator[Executor | None]:
    """The workers of a cluster, for as long as the block runs.

    Args:
        address: of its scheduler, "tcp://10.0.0.5:8786"; None for no cluster.

    Yields:
        An executor; None for no cluster.

    Raises:
        WorkerError: dask is not installed, or no worker can be reached there.
    """
    if address is None:
        yield None
        return
    if find_spec("distributed") is None:
        raise WorkerError("no-dask")
    dask: Any = import_module("distributed")  # typed in part
    try:
        dask.comm.resolve_address(address)  # of what is no address the client would not let go
        client = dask.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkerError("no-cluster", address=address, why=error) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except OSError as error:
            raise WorkerError("no-cluster", address=address, why=error) from error
        yield client.get_executor(pure=False)
