"""Back to the sender: a marked copy of each return that has something to correct."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from plansheet.language.text import visible
from plansheet.returns.check import CheckedReturn
from plansheet.returns.find import ReturnFile
from plansheet.returns.marked_copy import annotate
from plansheet.workbooks.reading import Reader, Workbook
from plansheet.workbooks.writing.files import cannot_write, refuse_inputs

_NAME_BYTES: Final = 200
"""Of the name of a marked copy; systems take 255, with the ending and a number."""


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """A return, where its marked copy goes, and what was found in it."""

    path: Path
    place: Path
    checked: CheckedReturn


def copy_places(files: Sequence[ReturnFile], folder: Path) -> dict[Path, Path]:
    """Where the marked copy of each file goes: inside `folder`, each to a place of its own.

    Makes the folders.

    Raises:
        OutputError: that fails or a copy would replace a return.
    """
    places: dict[Path, Path] = {}
    taken: set[str] = set()
    for file in files:
        *folders, stem = _safe_parts(Path(file.name))
        place = inside = folder.joinpath(*folders, f"{stem}.xlsx")
        number = 1
        while str(place).lower() in taken:
            number += 1
            place = inside.with_stem(f"{inside.stem} ({number})")
        taken.add(str(place).lower())
        places[file.path] = place
    sources = [file.path for file in files]
    for place in places.values():
        refuse_inputs(place, sources)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(folder, error) from error
    return places


def _safe_parts(name: Path) -> Iterator[str]:
    """The name of a marked copy, folders first: it leads nowhere else, hides nothing and fits."""
    for part in (*name.parent.parts, name.stem):
        if part not in (name.anchor, ".."):
            yield visible(part).encode()[:_NAME_BYTES].decode(errors="ignore")


def mark_copies(copies: Iterable[MarkedCopy], workers: int = 1) -> None:
    """Write the copies; where a return cannot be copied, its list of problems alone.

    The library that edits copies stumbles over files that reading does not: it runs where it may
    die, and what was read stays read.
    """
    whole: dict[str, MarkedCopy] = {}
    for copy in copies:
        if copy.checked.ret.refused:
            annotate(None, copy.checked.problems, copy.place)
        else:
            whole[str(copy.path)] = copy
    with Reader(workers=workers) as reader:
        mark = partial(_mark, copies=whole)
        for path, failed in reader.open_all(map(Path, whole), mark, name=str):
            if failed is not None:
                copy = whole[str(path)]
                annotate(None, copy.checked.problems, copy.place)


def _mark(workbook: Workbook, copies: Mapping[str, MarkedCopy]) -> None:
    copy = copies[workbook.file]
    annotate(copy.path, copy.checked.problems, copy.place)
