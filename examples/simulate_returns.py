"""Fill in the workbooks of one period as agencies might, mistakes included, from a seed.

python examples/simulate_returns.py PLAN.xlsx PERIOD DATE FOLDER
"""

import sys
from datetime import date
from pathlib import Path

from plansheet import read_plan
from plansheet.demo.simulation import simulate


def main(plan: str, period: str, as_of: str, folder: str) -> None:
    """Write the returns and say what was planted."""
    read = read_plan(plan)
    out = Path(folder)
    out.mkdir()
    simulated = simulate(read, read.period(period), out, date.fromisoformat(as_of), read.years[0])
    for name, about in simulated.planted:
        print(f"{name}: {about.say('vi')}")


if __name__ == "__main__":
    main(*sys.argv[1:])
