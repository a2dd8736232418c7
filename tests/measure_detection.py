"""How many planted faults are found, and how many alarms are false.

    python tests/measure_detection.py 2000

Each case is a clean return with up to twelve damages of `damages.py`, read and checked.
"""

from __future__ import annotations

import sys
import tempfile
from copy import deepcopy
from pathlib import Path
from random import Random

from plansheet import Plan, validate
from plansheet.returns import interpret
from support.damages import expected, fill_clean, inflict, some_damages
from support.filling import AS_OF, SYT, Copy, key, make_plan, small_tables

Keys = set[tuple[str, str, str]]


def planted(plan: Plan, template: Copy, seed: int) -> tuple[list[str], Keys, Keys]:
    """The names of the damages of one case, what must be found, and what is found."""
    rng = Random(seed)
    copy = deepcopy(template)
    fill_clean(copy, rng)
    damages = some_damages(rng, rng.randint(2, 12))
    wanted = inflict(copy, damages, rng)
    found = validate(interpret(copy.workbook(), plan), plan, AS_OF)
    return [damage.name for damage in damages], expected(copy, wanted), key(found)


def main(cases: int) -> str:
    """Recall and false alarms over many cases, as a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        plan = make_plan(Path(folder), small_tables())
        template = Copy.issued(plan, SYT, Path(folder))
    damages = all_wanted = hits = false = 0
    for seed in range(cases):
        names, wanted, found = planted(plan, template, seed)
        damages += len(names)
        all_wanted += len(wanted)
        hits += len(wanted & found)
        false += len(found - wanted)
    return (
        f"{cases} returns with {damages} damages: {hits} of {all_wanted} problems found "
        f"(recall {hits / all_wanted:.2%}), {false} false alarms\n"
    )


if __name__ == "__main__":
    sys.stdout.write(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
