"""How fast are returns of an office's own form read? As a ratio, run by hand:

    python tests/measure_forms.py [--returns 200] [--rounds 5] [--texts] [--profile]

The form has 314 rows of 6 figures, a tenth of them sums; it is filled in at random. In one run, in
turns, so that a busy machine slows all of them alike: reading the returns, each cell held against
the form (`read_form_return`), against opening the same files safely down to their values, and
against python-calamine alone. At most 3 times what the values cost is wanted. Times are of the
processor, medians of the rounds.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import plansheet
from measure_speed import Times, calamine_alone
from plansheet import Plan
from plansheet.own_forms import OwnForm
from plansheet.own_forms.reading import read_form_return
from plansheet.workbooks.reading import open_workbook, read_one
from support.blank_forms import Blank, fill
from support.filling import make_plan, plan_tables

BLANK = Blank(rows=314, columns=6)
MOST = 3.0


def returns_of(form: OwnForm, plan: Plan, folder: Path, count: int, *, texts: bool) -> list[Path]:
    """Issued workbooks, filled in: twelve of them, each as often as it takes; numbers as texts?"""
    issued = plansheet.issue(plan, "2021-Q2", folder / "issued", form=form)
    paths = []
    for number in range(min(count, 12)):
        rng, source = Random(number), issued[number % len(issued)]
        figures = {at: rng.randint(0, 10**9) / 10 for at in BLANK.inputs()}
        typed = {at: f"{figure:.1f}".replace(".", ",") for at, figure in figures.items()}
        path = folder / f"{source.stem} ({number}).xlsx"
        paths.append(fill(source, path, typed if texts else figures))
    return (paths * -(-count // len(paths)))[:count]


def read_all(paths: list[Path], form: OwnForm, plan: Plan) -> None:
    """Read the returns in this process."""
    for path in paths:
        read_one(path, path.name, partial(read_form_return, form=form, plan=plan))


def opened(paths: list[Path]) -> None:
    """Open the files safely and read their cells, nothing more."""
    for path in paths:
        open_workbook(path)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", action="store_true", help="numbers typed as texts: 1234,5")
    parser.add_argument("--profile", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = make_plan(folder, plan_tables())
        form = plansheet.learn_form(BLANK.save(folder / "blank.xlsx"), folder / "form").form
        paths = returns_of(form, plan, folder, wanted.returns, texts=wanted.texts)
        work: dict[str, Callable[[], object]] = {
            "calamine alone": partial(calamine_alone, paths),
            "values, opened safely": partial(opened, paths),
            "held against the form": partial(read_all, paths, form, plan),
        }
        times = {what: Times() for what in work}
        for _ in range(wanted.rounds):
            for what, do in work.items():
                with times[what].measured():
                    do()
        tell(times, len(paths))
        if wanted.profile:
            profiler = cProfile.Profile()
            profiler.runcall(work["held against the form"])
            pstats.Stats(profiler).sort_stats("tottime").print_stats(30)


def tell(times: dict[str, Times], files: int) -> None:
    """Print what each took, and the ratio that is wanted."""
    for what, taken in times.items():
        print(f"{what:24}{1000 * taken.cpu / files:>8.1f} ms a file")
    ours = times["held against the form"].cpu
    ratio = ours / times["values, opened safely"].cpu
    verdict = "met" if ratio <= MOST else "NOT met"
    print(f"{ratio:.2f} times what the values cost, at most {MOST} wanted: {verdict}")
    print(f"{ours / times['calamine alone'].cpu:.2f} times what calamine takes alone")


if __name__ == "__main__":
    main()
