"""Nothing is lost: whatever happens to a return, every cell that was filled in is accounted for.

PLANSHEET_EXAMPLES=5000 pytest tests/consolidation/test_conservation.py   tries 10,000 of them.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plansheet import Plan
from plansheet.consolidation import Consolidation
from plansheet.language.text import match_key
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import cells_of
from support.damages import DAMAGES, FORMS, NARRATIVE, Damage, fill_clean, inflict, some_damages
from support.effort import examples
from support.filling import SYT, Copy, asked, make_plan, merge_copies, small_tables

HARMLESS = [damage for damage in DAMAGES if damage.harmless]


class World:
    """The plan and what Sở Y tế is asked."""

    def __init__(self, folder: Path) -> None:
        self.plan = make_plan(folder, small_tables())
        self.template = asked(self.plan)[SYT]

    def copy(self) -> Copy:
        return deepcopy(self.template)

    def merge(self, *copies: Copy) -> Consolidation:
        return merge_copies(self.plan, copies)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("plan"))


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
ANYTHING = st.one_of(
    WORDS,
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**15), 10**15),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)),
    st.sampled_from(
        ["#REF!", "Hoàn thành", "đang", "2.457", "40%", "31/02/2021", "1e400", "0.4", "=1+1", "-"]
    ),
    st.sampled_from(["\u200b", "Tổng cộng", "(1)", "NV01", "Thủ trưởng đơn vị", "Mã"]),
    st.just("9" * 70),
)


@st.composite
def scribbles(draw: st.DrawFn) -> list[tuple[str, int, int, object]]:
    """Values typed anywhere: form, row and column counted from the left, what is typed."""
    forms = st.sampled_from((*FORMS, NARRATIVE))
    cells = st.tuples(forms, st.integers(0, 40), st.integers(0, 16), ANYTHING)
    return draw(st.lists(cells, max_size=25))


def scribble(copy: Copy, typed: list[tuple[str, int, int, object]], *, headers: bool) -> None:
    for form, row, column, value in typed:
        for grid in (g for g in copy.grids if g.form == form):
            has_header = any(cell.tag and not cell.tag[1] for row in grid.cells for cell in row)
            first = grid.index("") + 1 if has_header and not headers else 0
            rows = grid.cells[first:]
            if row < len(rows) and column < len(rows[row]):
                rows[row][column].value, rows[row][column].formula = value, ""


def accounted(merged: Consolidation) -> set[tuple[str, str, str]]:
    table = merged.provenance
    used = set(zip(table["file"], table["sheet"], table["cell"], strict=True))
    return used | {
        (p.file, p.sheet, a1(*at)) for p in merged.all_problems for at in cells_of(p.cell)
    }


def lost(copy: Copy, plan: Plan, merged: Consolidation) -> list[tuple[str, str, object]]:
    """The filled cells of input areas that are neither used nor named."""
    known = accounted(merged)
    return [
        (sheet, cell, one.value)
        for one, sheet, cell in copy.inputs(plan)
        if (copy.name, sheet, cell) not in known and match_key(str(one.value) + one.formula)
    ]


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=scribbles(), seed=st.integers(0, 2**32), headers=st.booleans())
def test_every_filled_cell_is_used_or_named(
    world: World,
    typed: list[tuple[str, int, int, object]],
    seed: int,
    headers: bool,
) -> None:
    rng, copy = Random(seed), world.copy()
    fill_clean(copy, rng)
    inflict(copy, some_damages(rng, rng.randint(0, 8)), rng)
    scribble(copy, typed, headers=headers)
    merged = world.merge(copy)
    assert lost(copy, world.plan, merged) == []


@settings(max_examples=examples(50), deadline=None)
@given(typed=st.lists(scribbles(), min_size=2, max_size=3), seed=st.integers(0, 2**32))
def test_nothing_is_lost_between_several_returns_of_one_agency(
    world: World, typed: list[list[tuple[str, int, int, object]]], seed: int
) -> None:
    rng, copies = Random(seed), []
    for number, one in enumerate(typed):
        copy = world.copy()
        copy.name, copy.modified = f"SYT_{number}.xlsx", datetime(2021, 6, 1 + rng.randint(0, 3))
        inflict(copy, some_damages(rng, rng.randint(0, 3)), rng)
        scribble(copy, one, headers=False)
        copies.append(copy)
    merged = world.merge(*copies)
    stands = {
        (row["code"], row["column"], str(row["value"])) for _, row in merged.provenance.iterrows()
    }
    for copy in copies:
        alone = world.merge(copy).provenance
        repeated = {
            (sheet, cell)
            for sheet, cell, *what in zip(
                *(alone[name] for name in ("sheet", "cell", "code", "column", "value")),
                strict=True,
            )
            if (what[0], what[1], str(what[2])) in stands
        }
        assert [one for one in lost(copy, world.plan, merged) if one[:2] not in repeated] == []


ANYWHERE = ["", "NV01", "CT01", "SYT", "STC", "KH-2021", "2021-Q1", "Mã", "=1", "#N/A", "{0}", "%s"]
ANYWHERE += [
    "stamp",
    "row",
    "formula",
    "plan",
    "status",
    "..",
    "x.y",
    "prefilled.task_report.status",
]
ANYWHERE += ["task_report", "task_report.status"]
ODD = [None, 5, -1.5, 1e300, True, date(2021, 1, 1), "x" * 40_000, "\ud800", "\x00", "Hoàn thành"]


@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_whatever_stands_anywhere_is_no_exception(world: World, seed: int) -> None:
    rng, copy = Random(seed), world.copy()
    fill_clean(copy, rng)
    for grid in copy.grids:
        for _ in range(rng.choice([0, 1, 3, 30])):
            rng.choice(rng.choice(grid.cells)).value = rng.choice([*ANYWHERE, *ODD])
    merged = world.merge(copy)
    for table in (merged.tasks, merged.indicators, merged.task_reports, merged.indicator_reports):
        assert table is not None
    for problem in merged.all_problems:
        for lang in ("vi", "en"):
            told = problem.to_dict(lang)
            assert told["message"]
            assert told["hint"]
            assert not any("Wording(" in text for text in told.values())


# Meaning.


def meaning(merged: Consolidation) -> dict[tuple[str, str], object]:
    """What stands, texts compared as they are read."""
    return {
        (row["code"], row["column"]): match_key(row["value"])
        if isinstance(row["value"], str)
        else row["value"]
        for _, row in merged.provenance.iterrows()
    }


def meant(copy: Copy, merged: Consolidation) -> dict[tuple[str, str], object]:
    """What the same return says without the damage, where that says it in other words."""
    values = dict(meaning(merged))
    for (_, code, column), value in copy.meant.items():
        values.pop((code, column), None)
        if isinstance(value, str):
            values[code, column] = match_key(value)
        elif value is not None:
            is_day = isinstance(value, date)
            values[code, column] = value if is_day else Decimal(str(value))
    return values


@pytest.mark.slow
@pytest.mark.parametrize("damage", HARMLESS, ids=lambda damage: damage.name)
def test_a_harmless_damage_changes_no_value(damage: Damage, world: World) -> None:
    for seed in range(examples(3)):
        rng, clean = Random(seed), world.copy()
        fill_clean(clean, rng)
        copy = deepcopy(clean)
        inflict(copy, [damage], rng)
        whole, merged = world.merge(clean), world.merge(copy)
        assert values_apart(copy, whole, merged) == {}


@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_many_harmless_damages_change_no_value(world: World, seed: int) -> None:
    rng, clean = Random(seed), world.copy()
    fill_clean(clean, rng)
    copy = deepcopy(clean)
    inflict(copy, some_damages(rng, 12, HARMLESS), rng)
    whole, merged = world.merge(clean), world.merge(copy)
    assert values_apart(copy, whole, merged) == {}


def values_apart(
    copy: Copy, whole: Consolidation, merged: Consolidation
) -> dict[tuple[str, str], tuple[object, object]]:
    """Where the values differ: what was meant and what was read."""
    wanted, got = meant(copy, whole), meaning(merged)
    keys = {key for key in wanted.keys() | got.keys() if wanted.get(key) != got.get(key)}
    return {key: (wanted.get(key), got.get(key)) for key in keys}
