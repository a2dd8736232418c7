"""How fast is the cycle, as ratios to what its libraries need at least? Run by hand:

    python tests/measure_speed.py 50 200 1000 [--rounds 3] [--keep FOLDER] [--profile]

For each number of agencies it makes a plan and their filled-in workbooks, 150 rows each, in which
no sentence comes twice, and then measures in turns, so that a busy machine slows all of them alike,
each in a process of its own that has only just started:

- the whole, as the command line does it: the plan read, each return read and checked in a process
  that may die, what it found pickled and sent back, all merged, the report written;
- the script that people write instead: `pandas.read_excel` of two sheets of every file, `concat`,
  `to_excel`, without any check;
- the whole again with the cache, after none and after one of the returns changed; that writes the
  report anew, which is most of it, so also what it takes until all is merged;
- the whole with two workers: how much sooner it is done, on the wall;
- the parts of it, each beside what its library needs for the same cells: reading and checking
  beside python-calamine (of the file, and of a plain file with the same values without formats
  and stamp), the report beside XlsxWriter writing the cells bare.

Times are of the processor, that of all processes together, and medians of the rounds. Memory is
the highest that a process had resident; of the workers it may include what the process had that
started them. `--keep` keeps the workbooks for the next time: to make them takes longest.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineWorkbook

import plansheet
from plansheet import Consolidation, Plan
from plansheet.consolidation import Received, consolidate
from plansheet.consolidation.receipts import once_each
from plansheet.issuing import prepare
from plansheet.returns.checking import check_workbook, checking
from plansheet.returns.find import find_returns
from plansheet.workbooks.reading import open_workbook
from support.many_returns import AS_OF, PERIOD, many_returns

SEED: Final = 2026
_SAMPLE: Final = 50
"""So many returns are enough to say what reading one costs."""

GOALS: Final = {
    "naive / whole": (">=", 3.0),
    "read / calamine": ("<=", 2.0),
    "read / calamine without stamp": ("<=", 4.0),
    "merge, ms": ("<=", 4.0),
    "report / XlsxWriter": ("<=", 0.5),
    "again / whole": ("<=", 0.1),
    "again / whole, no report": ("<=", 0.1),
    "again, one changed / whole": ("<=", 0.15),
    "again, one changed / whole, no report": ("<=", 0.15),
    "one worker / two, on the wall": (">=", 1.4),
    "peak, MB": ("<=", 500.0),
}


# What is measured, each in a process of its own.


def whole(folder: Path, cache: bool = False, workers: int = 1) -> float:
    """Read the plan and the returns, check and merge them, write the report.

    Returns:
        The seconds that all processes took until everything was merged.
    """
    plan = plansheet.read_plan(folder / "plan.xlsx")
    kept = folder / "cache" if cache else False
    returns = folder / "returns"
    merged = plansheet.merge(plan, PERIOD, returns, AS_OF, workers=workers, cache=kept)
    until_merged = used()
    plansheet.write_report(merged, folder / "report.xlsx")
    return until_merged


def whole_by_two(folder: Path) -> float:
    """The whole with two workers."""
    return whole(folder, workers=2)


def again(folder: Path) -> float:
    """The whole with what is in the cache; the first time fills it."""
    return whole(folder, cache=True)


def again_one_changed(folder: Path) -> float:
    """The same after one of the returns changed: it is not the one that the cache knows."""
    path = min((folder / "returns").glob("*.xlsx"))
    original = path.read_bytes()
    with path.open("r+b") as file:  # a zip archive may have a comment of any length before its end
        file.seek(-2, os.SEEK_END)
        file.write(b"\x08\x00" + f"{time.time_ns() % 10**8:08}".encode())
    try:
        return whole(folder, cache=True)
    finally:
        path.write_bytes(original)


def naive(folder: Path) -> float:
    """What people write today."""
    import pandas as pd

    frames = [
        pd.read_excel(path, sheet_name=sheet, header=4)
        for path in sorted((folder / "returns").glob("*.xlsx"))
        for sheet in ("Nhiệm vụ", "Chỉ tiêu")
    ]
    merged = pd.concat(frames)
    until_merged = used()
    merged.to_excel(folder / "naive.xlsx", index=False)
    return until_merged


def parts(folder: Path, rounds: int) -> Mapping[str, float]:
    """Medians of the seconds that the parts take in this process, in turns."""
    plan = plansheet.read_plan(folder / "plan.xlsx")
    paths = sorted((folder / "returns").glob("*.xlsx"))
    some = paths[:: max(1, len(paths) // _SAMPLE)][:_SAMPLE]
    bare = folder / "bare"
    bare.mkdir(exist_ok=True)
    for path in some:
        xlsxwriter_alone(values_of(path, without="_plansheet"), bare / path.name)
    merging = merge_alone(plan, folder / "returns")
    merged = merging()
    report = plansheet.write_report(merged, folder / "report.xlsx")
    sheets = values_of(report)
    times = in_turns(
        {
            "read": partial(read_and_checked, plan, some),
            "calamine": partial(calamine_alone, some),
            "calamine bare": partial(calamine_alone, [bare / path.name for path in some]),
            "merge": merging,
            "report": partial(plansheet.write_report, merged, folder / "report.xlsx"),
            "XlsxWriter": partial(xlsxwriter_alone, sheets, folder / "plain.xlsx"),
        },
        rounds,
    )
    of_files = {"read", "calamine", "calamine bare"}
    return {what: t / (len(some) if what in of_files else len(paths)) for what, t in times.items()}


def read_and_checked(plan: Plan, paths: Sequence[Path]) -> None:
    """Open the files safely, read them and hold them against their forms."""
    for path in paths:
        check_workbook(open_workbook(path), plan, AS_OF)


def merge_alone(plan: Plan, folder: Path) -> Callable[[], Consolidation]:
    """What merges the returns, which are read and checked beforehand."""
    files = find_returns(folder)
    read = checking(plan, AS_OF)
    checked = [read(open_workbook(file.path, name=file.name)) for file in files]
    came = [file.came(one.ret, plan.years) for file, one in zip(files, checked, strict=True)]
    received, _ = once_each([*map(Received, checked, came)])
    return lambda: consolidate(prepare(plan, PERIOD), received, AS_OF)


def calamine_alone(paths: Sequence[Path]) -> None:
    """Read every sheet of every file down to plain values."""
    for path in paths:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


Values = Sequence[tuple[str, Sequence[Sequence[Any]]]]
"""The name and the rows of each sheet."""


def values_of(path: Path, without: str = "") -> Values:
    """The cells of a workbook."""
    from plansheet.workbooks.reading.limits import OURS

    sheets = open_workbook(path, within=OURS).sheets
    return [(sheet.name, sheet.rows) for sheet in sheets if sheet.name != without]


def xlsxwriter_alone(sheets: Values, path: Path) -> None:
    """Write the same cells with no thought."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if value is not None:
                        sheet.write(r, c, value)


# How it is measured.


class Times(list[tuple[float, float]]):
    """Seconds on the wall and of this process's processor, one pair a round."""

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Add what the block takes."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.append((time.perf_counter() - wall, time.process_time() - cpu))

    @property
    def wall(self) -> float:
        """The median on the wall."""
        return statistics.median(wall for wall, _ in self)

    @property
    def cpu(self) -> float:
        """The median of the processor."""
        return statistics.median(cpu for _, cpu in self)


def in_turns(work: Mapping[str, Callable[[], object]], rounds: int) -> Mapping[str, float]:
    """The medians of the processor time of each, in turns."""
    times = {what: Times() for what in work}
    for _ in range(rounds):
        for what, do in work.items():
            with times[what].measured():
                do()
    return {what: of.cpu for what, of in times.items()}


def apart(what: str, folder: Path, rounds: int = 1) -> Mapping[str, float]:
    """What a process of its own says that it took of the processor and of memory."""
    command = [sys.executable, __file__, "--do", what, str(folder), "--rounds", str(rounds)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(told.splitlines()[-1]))


def do_one(what: str, folder: Path, rounds: int) -> None:
    """Do one of them, and say what it took: seconds of all processes, megabytes of the largest."""
    if what == "parts":
        print(json.dumps(parts(folder, rounds)))
        return
    begun = time.perf_counter()
    until_merged = WHOLES[what](folder)
    own, workers = (resource.getrusage(of) for of in (resource.RUSAGE_SELF, _CHILDREN))
    took = {
        "cpu": used(),
        "merged cpu": until_merged,
        "wall": time.perf_counter() - begun,
        "main MB": own.ru_maxrss / 1024,
        "worker MB": workers.ru_maxrss / 1024,
    }
    print(json.dumps(took))


WHOLES: Final[Mapping[str, Callable[[Path], float]]] = {
    "whole": whole,
    "naive": naive,
    "again": again,
    "again_one": again_one_changed,
    "whole_by_two": whole_by_two,
}
_CHILDREN: Final = resource.RUSAGE_CHILDREN


def used() -> float:
    """Seconds of the processor that this process took, and those that it started and that ended."""
    return sum(os.times()[:4])


def measure(agencies: int, folder: Path, rounds: int) -> Mapping[str, float]:
    """The row of the table of so many agencies."""
    many_returns(agencies, folder, SEED)
    shutil.rmtree(folder / "cache", ignore_errors=True)
    apart("again", folder)
    turns = [{what: apart(what, folder) for what in WHOLES} for _ in range(rounds)]

    def median(what: str, of: str = "cpu") -> float:
        return statistics.median(turn[what][of] for turn in turns)

    took = apart("parts", folder, rounds)
    return {
        "agencies": agencies,
        "whole, ms": 1000 * median("whole") / agencies,
        "naive / whole": median("naive") / median("whole"),
        "read, ms": 1000 * took["read"],
        "read / calamine": took["read"] / took["calamine"],
        "read / calamine without stamp": took["read"] / took["calamine bare"],
        "merge, ms": 1000 * took["merge"],
        "report, ms": 1000 * took["report"],
        "report / XlsxWriter": took["report"] / took["XlsxWriter"],
        "again / whole": median("again") / median("whole"),
        "again / whole, no report": median("again", "merged cpu") / median("whole", "merged cpu"),
        "again, one changed / whole": median("again_one") / median("whole"),
        "again, one changed / whole, no report": median("again_one", "merged cpu")
        / median("whole", "merged cpu"),
        "one worker / two, on the wall": median("whole", "wall") / median("whole_by_two", "wall"),
        "peak, MB": median("whole", "main MB"),
        "worker, MB": median("whole", "worker MB"),
        "naive peak, MB": median("naive", "main MB"),
    }


def tell(rows: Sequence[Mapping[str, float]]) -> None:
    """Print the table: one line a figure, one column a number of agencies, and its goal."""
    print("| a return | " + " | ".join(f"N = {row['agencies']:,.0f}" for row in rows) + " | goal |")
    print("|---|" + "---:|" * (len(rows) + 1))
    for name in list(rows[0])[1:]:
        goal = "{} {:g}".format(*GOALS[name]) if name in GOALS else ""
        figures = " | ".join(_shown(row[name]) for row in rows)
        print(f"| {name} | {figures} | {goal} |")


def _shown(figure: float) -> str:
    return f"{figure:.2f}" if figure < 10 else f"{figure:,.0f}"


def show_profile(folder: Path) -> None:
    """Where the time of the whole goes in one process, by function and with all that it calls."""
    profiler = cProfile.Profile()
    plan = plansheet.read_plan(folder / "plan.xlsx")
    returns = folder / "returns"
    merged = profiler.runcall(plansheet.merge, plan, PERIOD, returns, AS_OF, workers=0)
    profiler.runcall(plansheet.write_report, merged, folder / "report.xlsx")
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).sort_stats(order).print_stats(40)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agencies", type=int, nargs="*", default=[50, 200])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--do", nargs=2, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.do:
        do_one(wanted.do[0], Path(wanted.do[1]), wanted.rounds)
        return
    with tempfile.TemporaryDirectory() as name:
        folders = {n: (wanted.keep or Path(name)) / f"n{n}" for n in wanted.agencies}
        tell([measure(n, folder, wanted.rounds) for n, folder in folders.items()])
        if wanted.profile:
            show_profile(folders[wanted.agencies[0]])


if __name__ == "__main__":
    main()
