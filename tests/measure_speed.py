"""How fast is the cycle, as ratios to what its libraries need at least? Run by hand:

    python tests/measure_speed.py [--agencies 200] [--rounds 5] [--profile]

It makes a synthetic plan, issues its workbooks, has them filled in by the simulation, and then
times in one run, in turns, so that a busy machine slows all of them alike:

- read + validate + merge (`plansheet.merge`, in this process) against python-calamine alone
  reading the same files: at most 3 times;
- the report (`plansheet.write_report`) against XlsxWriter writing the same cells with no thought:
  at most 1.5 times;
- the script that people write instead: `pandas.read_excel` of every file, and `concat`.

What is told are medians. Ratios are of processor time, which a busy machine disturbs less than the
clock on the wall; where other processes read, of the latter. `--profile` adds where the time goes.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

import plansheet
from plansheet import Consolidation, Plan
from plansheet.demo.simulation import simulate
from plansheet.issuing import prepare
from plansheet.plan.workbook.tables import PlanRow, PlanTables
from plansheet.plan.workbook.writing import write_tables
from plansheet.workbooks.reading import open_workbook

PERIOD, AS_OF, SEED = "2026-Q2", date(2026, 6, 20), 2026
OWN_TASKS, SHARED_TASKS, INDICATORS = 60, 70, 20
"""Rows of each agency: tasks of its own, tasks of its group, indicators that all add up."""

TARGETS = {"merge, in this process": 3.0, "report": 1.5}


def tables(agencies: int) -> PlanTables:
    """A plan in which every agency has 150 rows to report on."""
    codes = [f"CQ{n:03}" for n in range(agencies)]
    kind = "UBND cấp xã"
    rows: list[PlanRow] = [
        {"agency_code": code, "agency_name": f"UBND xã Thử nghiệm số {n}", "kind": kind}
        for n, code in enumerate(codes)
    ]
    owned = [(f"NV{code}.{n:02}", code) for code in codes for n in range(OWN_TASKS)]
    shared = [(f"NC{n:02}", "UBND các xã, phường") for n in range(SHARED_TASKS)]
    tasks = [
        {
            "task_code": code,
            "task_name": f"Xây dựng đề án phát triển nông nghiệp, nông thôn bền vững số {code}",
            "leads": leads,
            "due": ("Quý II/2026", "30/6/2026", "Năm 2026", "Hàng năm")[len(code) % 4],
            "level": "UBND tỉnh",
            "field": "Kinh tế",
        }
        for code, leads in [*owned, *shared]
    ]
    indicators = [
        {
            "indicator_code": f"CT{n:02}",
            "indicator_name": f"Diện tích gieo trồng cây hằng năm loại {n}",
            "unit": "ha",
            "target_2026": "50000",
            "aggregation": "Cộng",
            "direction": "Tăng",
            "reporters": "; ".join(codes),
        }
        for n in range(INDICATORS)
    ]
    facts = {
        "Mã kế hoạch": "THU-2026",
        "Tên kế hoạch": "Kế hoạch thử tốc độ",
        "Năm bắt đầu": "2026",
        "Năm kết thúc": "2030",
    }
    calendar = [{"period_kind": "Quý", "deadline": "ngày 15 tháng cuối kỳ", "recipient": "UBND"}]
    return PlanTables(facts, tuple(rows), tuple(indicators), tuple(tasks), tuple(calendar))


def calamine_alone(paths: list[Path]) -> int:
    """Read every sheet of every file down to plain values; the number of cells with a value."""
    cells = 0
    for path in paths:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False):
                cells += sum(value != "" for value in row)
    return cells


def merged_here(plan: Plan, paths: list[Path]) -> Consolidation:
    """Read, validate and merge in this process."""
    return plansheet.merge(plan, PERIOD, paths, AS_OF, workers=0)


def merged_apart(plan: Plan, paths: list[Path], workers: int) -> Consolidation:
    """Read, validate and merge as the command line does: each file in a process that may die."""
    return plansheet.merge(plan, PERIOD, paths, AS_OF, workers=workers)


def opened(paths: list[Path]) -> None:
    """Open the files safely and read their cells, nothing more."""
    for path in paths:
        open_workbook(path)


def naive(paths: list[Path]) -> pd.DataFrame:
    """What people write today."""
    return pd.concat(
        [
            pd.read_excel(path, sheet_name=sheet, header=4, engine="openpyxl")
            for path in paths
            for sheet in ("Nhiệm vụ", "Chỉ tiêu")
        ]
    )


def xlsxwriter_alone(sheets: list[tuple[str, list[list[Any]]]], path: Path) -> None:
    """Write the same cells with no thought."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if value is not None:
                        sheet.write(r, c, value)


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


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), wanted.agencies, wanted.rounds, wanted.profile)


def measure(folder: Path, agencies: int, rounds: int, profile: bool) -> None:
    """Make the files, time everything `rounds` times in turns, print medians and ratios."""
    plan = plansheet.read_plan(write_tables(tables(agencies), folder / "plan.xlsx"))
    (folder / "returns").mkdir()
    simulated = simulate(plan, prepare(plan, PERIOD).period, folder / "returns", AS_OF, SEED)
    paths = [path for path in simulated.paths if path.name != "cong_van_tra_loi.xlsx"]
    merged = merged_here(plan, paths)
    report = plansheet.write_report(merged, folder / "report.xlsx")
    sheets = [(s.name, [list(row) for row in s.rows]) for s in open_workbook(report).sheets]
    cells = sum(value is not None for _, rows in sheets for row in rows for value in row)
    print(
        f"{len(paths)} returns, {calamine_alone(paths) // len(paths)} cells each (with the stamp)"
    )
    print(f"{len(merged.reported_rows)} rows reported, {len(merged.all_problems)} problems")
    print(f"report: {cells} cells, {report.stat().st_size // 1024} KB")

    work: dict[str, Callable[[], object]] = {
        "calamine alone": partial(calamine_alone, paths),
        "open safely": partial(opened, paths),
        "merge, in this process": partial(merged_here, plan, paths),
        "merge, one worker": partial(merged_apart, plan, paths, 1),
        "merge, two workers": partial(merged_apart, plan, paths, 2),
        "XlsxWriter alone": partial(xlsxwriter_alone, sheets, folder / "plain.xlsx"),
        "report": partial(plansheet.write_report, merged, folder / "report.xlsx"),
    }
    times = {what: Times() for what in (*work, "naive pandas, read only")}
    for _ in range(rounds):
        for what, do in work.items():
            with times[what].measured():
                do()
    with times["naive pandas, read only"].measured():
        naive(paths)
    tell(times, len(paths))
    if profile:
        show_profile("merge", partial(merged_here, plan, paths))
        show_profile("report", partial(plansheet.write_report, merged, folder / "report.xlsx"))


def tell(times: dict[str, Times], files: int) -> None:
    """Print the medians and what they mean."""
    print(f"\n{'':28}{'wall s':>10}{'cpu s':>10}{'ms a file':>12}{'ratio':>8}")
    ratios = {}
    for what, taken in times.items():
        base = times["XlsxWriter alone" if what == "report" else "calamine alone"]
        ratios[what] = taken.wall / base.wall if "worker" in what else taken.cpu / base.cpu
        ratio = "" if what == "XlsxWriter alone" else f"{ratios[what]:.2f}"
        each = 1000 * taken.wall / files
        print(f"{what:28}{taken.wall:>10.2f}{taken.cpu:>10.2f}{each:>12.1f}{ratio:>8}")
    print()
    for what, most in TARGETS.items():
        verdict = "met" if ratios[what] <= most else "NOT met"
        print(f"{what}: {ratios[what]:.2f} times, at most {most} wanted: {verdict}")


def show_profile(what: str, do: Callable[[], object]) -> None:
    """Where the time goes, by function and with all that it calls."""
    profiler = cProfile.Profile()
    profiler.runcall(do)
    for order in ("tottime", "cumulative"):
        print(f"\n{what}, by {order}")
        pstats.Stats(profiler).sort_stats(order).print_stats(30)


if __name__ == "__main__":
    main()
