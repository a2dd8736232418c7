"""What stands on the sheets of a return but in no cell: comments, pictures, text boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from plansheet.language.wording import Wording
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import phrases
from plansheet.workbooks.reading import Sheet, Workbook
from plansheet.workbooks.reading.addresses import Position, ranges
from plansheet.workbooks.reading.model import Drawn

ADVICE: Final = "\n→ "
"""Between what is wrong and what to do in our comments: LibreOffice does not keep the author."""

OURS_BELOW: Final = "\n· · ·\n"
"""Between somebody's comment and ours at the same cell."""

_NAMES: Final[Mapping[Drawn, Wording]] = {
    Drawn.PICTURE: phrases.PICTURES,
    Drawn.CHART: phrases.CHARTS,
    Drawn.TEXT_BOX: phrases.TEXT_BOXES,
    Drawn.SHAPE: phrases.SHAPES,
    Drawn.OBJECT: phrases.EMBEDDED,
    Drawn.CONTROL: phrases.CONTROLS_ON_SHEET,
}


def words_of_others(comment: str) -> str:
    """A comment without what a marked copy of ours says in it."""
    if ADVICE not in comment:
        return comment
    theirs, beside, _ = comment.partition(OURS_BELOW)
    return theirs if beside else ""


def unread_objects(workbook: Workbook) -> Iterator[Problem]:
    """One note for each sheet with comments that are not ours, pictures and the like."""
    for sheet in workbook.sheets:
        told = {
            at: words for at, text in sheet.comments.items() if (words := words_of_others(text))
        }
        if told or any(sheet.drawn.values()):
            place = Place(workbook.file, sheet.name, ",".join(ranges(told)))
            texts = " · ".join(told[at].strip() for at in sorted(told))
            yield problem("unread-object", place, value=texts, what=_what(sheet, told))


def _what(sheet: Sheet, comments: Mapping[Position, str]) -> Wording:
    """How many of which, in both languages."""
    counted = [(phrases.COMMENTS, len(comments))]
    counted += [(_NAMES[kind], count) for kind, count in sorted(sheet.drawn.items())]
    named = [(name, str(count)) for name, count in counted if count]
    return Wording(
        ", ".join(f"{count} {name.vi}" for name, count in named),
        ", ".join(f"{count} {name.en}" for name, count in named),
    )
