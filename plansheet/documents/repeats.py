"""What two documents of one plan both say: the body and its annex, a plan and its amendment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from plansheet.documents.draft_rows import DraftIndicator, DraftTask
from plansheet.language.text import match_key

DraftRow = TypeVar("DraftRow", DraftTask, DraftIndicator)

_REPEATS = "có vẻ trùng với “{name}” ({place})"
_FEWEST_WORDS = 4
_LONGEST_NAME = 60


def with_repeats(rows: Sequence[DraftRow]) -> list[DraftRow]:
    """The rows; one whose name another file has as well, whole or in a longer one, is doubtful.

    Both stay: which of them holds a person has to say.
    """
    found: list[DraftRow] = []
    keys: list[tuple[str, str]] = []
    for row in rows:
        file, key = _file(row.place), match_key(row.name).strip(" .;")
        others = zip(found, keys, strict=True)
        same = (o for o, (its, words) in others if its != file and _is_same(key, words))
        found.append(_doubtful(row, next(same, None)))
        keys.append((file, key))
    return found


def _doubtful(row: DraftRow, same: DraftRow | None) -> DraftRow:
    if same is None:
        return row
    said = _REPEATS.format(name=same.name[:_LONGEST_NAME], place=same.place)
    return replace(row, doubts=(*row.doubts, said))


def _file(place: str) -> str:
    """Whose place it is (see `Document.within`)."""
    return place.partition(": ")[0]


def _is_same(key: str, other: str) -> bool:
    short, long = sorted((key, other), key=len)
    return short == long or (len(short.split()) >= _FEWEST_WORDS and short in long)
