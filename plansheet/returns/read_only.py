"""Folders of returns are read and never written into: what to refuse before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from plansheet.plan import Plan
from plansheet.problems import OutputError
from plansheet.returns.reading import is_filled_in
from plansheet.workbooks.reading import Reader
from plansheet.workbooks.reading.folder import RECEIVED, find_workbooks
from plansheet.workbooks.remote import L, PathOrRemote, Remote
from plansheet.workbooks.writing.files import real_path, refuse_inputs


def refuse_into_returns(output: PathOrRemote, returns: Iterable[PathOrRemote] = ()) -> None:
    """Refuse an output among returns.

    Args:
        output: the file or folder that is to be written.
        returns: the folders and files that are read as returns.

    Raises:
        OutputError: it is one of `returns`, lies in one of them, is the folder of one of them, or
            lies in any folder that has a list of receipts.
    """
    for one in returns:
        refuse_inputs(output, [one], one)
        if real_path(output) == real_path(one.parent) and one.is_file():
            raise OutputError("is-an-input", path=output)
    there = output if isinstance(output, Remote) else Path(real_path(output))
    if any(map(_has_list, (there, *there.parents))):
        raise OutputError("is-an-input", path=output)


def _has_list(folder: PathOrRemote) -> bool:
    """Whether a folder has a list of receipts, as far as one may look into it."""
    if isinstance(folder, Path):
        return (folder / RECEIVED).is_file()
    try:
        return (folder / RECEIVED).size() >= 0
    except OSError:
        return False


def untouched_templates(folder: L, plan: Plan) -> frozenset[L]:
    """The workbooks in a folder that were issued, and that nobody has filled in.

    Raises:
        OutputError: the folder is one of returns: it has a list of receipts, lies in a folder that
            has one, or has an issued workbook with anything filled in.
    """
    refuse_into_returns(folder)
    if not folder.is_dir():
        return frozenset()
    paths = [path for path in find_workbooks(folder) if path.parent == folder]
    untouched = set()
    with Reader() as reader:
        is_filled = partial(is_filled_in, plan=plan)
        for path, filled in reader.open_all(paths, is_filled, name=lambda one: one.name):
            if filled is True:
                raise OutputError("folder-of-returns", path=folder, name=path.name)
            if filled is False:
                untouched.add(path)
    return frozenset(untouched)
