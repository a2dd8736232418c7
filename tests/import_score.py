"""How the drafts of documents compare with what a person read in them.

    python tests/import_score.py DIR [--rows]

Beside each document of DIR stands its truth (tests/support/truth.py); the examples are a DIR too.
`--rows` names what is wrong in silence, what was lost and what was invented.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from support.truth import Score, cases, score, total


def lines(folder: Path, rows: bool) -> Iterator[str]:
    """A line for each document and kind of row, then the sums."""
    scores = []
    for case in cases(folder):
        scores.append(score(case))
        name = case.document.stem if case.document.stem != "source" else case.document.parent.name
        for kind, found in scores[-1].items():
            yield f"{name} {kind}: {found}"
            yield from _rows(found) if rows else ()
    for kind, found in total(scores).items():
        yield f"all {len(scores)} {kind}: {found}"


def _rows(found: Score) -> Iterator[str]:
    for column, count in found.counts.items():
        yield from (f"    {column} wrong: {row}" for row in count.silent)
    yield from (f"    lost: {row[:110]}" for row in found.lost)
    yield from (f"    invented: {row[:110]}" for row in found.invented)


if __name__ == "__main__":
    for line in lines(Path(sys.argv[1]), "--rows" in sys.argv[2:]):
        sys.stdout.write(f"{line}\n")
