"""What contradicts itself in a plan is said once, with both cells, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from plansheet import check_plan
from plansheet.plan.periods import parse_due
from plansheet.plan.rows import Task
from plansheet.plan.workbook import coherence
from plansheet.plan.workbook.tables import PlanRow
from plansheet.plan.workbook.writing import write_tables
from support.filling import indicator, key, plan_tables, task
from support.places import EXAMPLES

CODES = {
    *("target-turns", "target-beyond-goal", "part-exceeds-whole", "parts-exceed-whole"),
    *("task-again", "own-coordinator"),
}
TARGETS, TASKS = "Chỉ tiêu", "Nhiệm vụ"


def found(path: Path) -> set[tuple[str, str, str]]:
    return {one for one in key(check_plan(path)[1]) if one[0] in CODES}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ben_tre_2023", set()),
        ("ha_tinh_2021", {("task-again", TASKS, "D59, D56"), ("task-again", TASKS, "D61, D14")}),
        ("hau_giang_2021", set()),
        (
            "kien_giang_2021_2025",
            {("target-turns", TARGETS, "N8, M8"), ("target-beyond-goal", TARGETS, "M11, L11")},
        ),
        ("tra_vinh_2020", set()),
    ],
)
def test_what_the_five_plans_contradict(name: str, expected: set[tuple[str, str, str]]) -> None:
    assert found(EXAMPLES / name / "plan.xlsx") == expected


# Without history the columns are: A STT, B Mã, C Chỉ tiêu, D Đơn vị, E TH giai đoạn trước,
# F and G two years before, H Mục tiêu, I KH 2021, J KH 2022.


def of_indicators(folder: Path, *rows: PlanRow) -> set[tuple[str, str, str]]:
    return found(write_tables(plan_tables(indicators=rows), folder / "plan.xlsx"))


def years(direction: str, first: str, second: str, goal: str = "") -> PlanRow:
    more = {"target_2021": first, "target_2022": second, "goal": goal}
    return indicator("CT1", "SYT", direction=direction, **more)


TURNS = ("target-turns", TARGETS, "J2, I2")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (years("Tăng", "88,15", "87,54"), {TURNS}),
        (years("Tăng", ">90", ">=88"), {TURNS}),
        (years("Giảm", "3", "3,5"), {TURNS}),
        (years("Giảm", "dưới 3", "dưới 3"), set()),
        (years("Tăng", "87", "88"), set()),
        (years("Ổn định", "5", "3"), set()),
        (years("", "5", "3"), set()),
        (years("Tăng", "tăng 5%", "tăng 3%"), set()),
        (years("Tăng", "5", "duy trì"), set()),
        (years("Tăng", "93", "", "90"), {("target-beyond-goal", TARGETS, "I2, H2")}),
        (years("Tăng", "93", "95", "90"), {("target-beyond-goal", TARGETS, "I2, H2")}),
        (years("Giảm", "3", "1,5", "2"), {("target-beyond-goal", TARGETS, "J2, H2")}),
        (years("Tăng", "7", "9", "7-9"), set()),
        (years("Tăng", "7", "10", "7-9"), {("target-beyond-goal", TARGETS, "J2, H2")}),
        (years("Tăng", "90", "93", ">=90"), set()),
        (years("Tăng", ">90", ">90", "90"), set()),
    ],
)
def test_targets_that_turn_or_pass_the_goal(
    row: PlanRow, expected: set[tuple[str, str, str]], tmp_path: Path
) -> None:
    row = {name: text for name, text in row.items() if text}
    # A group of columns stands above the headers: rows begin at 3.
    moved = {(c, s, cell.replace("2", "3")) for c, s, cell in expected}
    assert of_indicators(tmp_path, row) == moved


def part(code: str, target: str, **more: str) -> PlanRow:
    return indicator(code, "SYT", parent="CT1", target_2021=target, **more)


WHOLE = indicator("CT1", "SYT", target_2021="50")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([part("A", "60")], {("part-exceeds-whole", TARGETS, "I4, I3")}),
        ([part("A", "30"), part("B", "30")], set()),
        (
            [part("A", "30", adds_up="Có"), part("B", "30", adds_up="Có")],
            {("parts-exceed-whole", TARGETS, "I4, I5, I3")},
        ),
        ([part("A", "30", adds_up="Có"), part("B", "20", adds_up="Có")], set()),
        ([part("A", "60", unit="người")], set()),
        ([part("A", "tăng 60%")], set()),
        ([part("A", ">=50")], set()),
    ],
)
def test_parts_that_are_more_than_their_whole(
    parts: list[PlanRow], expected: set[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert of_indicators(tmp_path, WHOLE, *parts) == expected


def test_a_part_of_a_share_may_be_more_than_the_share(tmp_path: Path) -> None:
    share = {"unit": "%", "aggregation": "Lớn nhất"}
    rows = [{**WHOLE, **share}, part("A", "98", **share)]
    assert of_indicators(tmp_path, *rows) == set()


def of_tasks(folder: Path, *rows: PlanRow) -> set[tuple[str, str, str]]:
    return found(write_tables(plan_tables(rows), folder / "plan.xlsx"))


def named(code: str, name: str, leads: str = "SYT", due: str = "") -> PlanRow:
    return {**task(code, leads, due), "task_name": name}


LONG = (
    "Triển khai kịp thời Kế hoạch hỗ trợ xây dựng nhà văn hóa cộng đồng kết hợp tránh trú bão lũ"
    " và nhà ở kiên cố cho người có công, hộ nghèo, hộ bị ảnh hưởng do thiên tai"
)
AGAIN = {("task-again", TASKS, "D3, D2")}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (named("A", LONG), named("B", LONG.upper()), AGAIN),
        (named("A", LONG), named("B", f"Chủ trì, phối hợp các đơn vị {LONG}."), AGAIN),
        (named("A", f"{LONG}; bảo trợ xã hội"), named("B", LONG), AGAIN),
        (named("A", LONG), named("B", LONG.replace("lũ", "giông")), set()),
        (named("A", LONG), named("B", LONG, "STC"), set()),
        (named("A", LONG), named("B", LONG, "STC; SYT"), AGAIN),
        (named("A", LONG, due="Quý I/2021"), named("B", LONG, due="Quý II/2021"), set()),
        (named("A", LONG, due="Quý I/2021"), named("B", LONG), AGAIN),
        (named("A", "Phát triển nhà ở"), named("B", "Phát triển nhà ở xã hội"), set()),
        (named("A", "Phát triển kinh tế hóa"), named("B", "phát triển kinh tế hoá"), AGAIN),
        (named("A", "Đề án thủy sản bền vững"), named("B", "Đề án chăn nuôi bền vững"), set()),
        (named("A", "Báo cáo"), named("B", "Báo cáo"), set()),
    ],
)
def test_the_same_task_twice(
    first: PlanRow, second: PlanRow, expected: set[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert of_tasks(tmp_path, first, second) == expected


def test_a_task_that_comes_thrice_is_held_against_the_first(tmp_path: Path) -> None:
    rows = [named(code, LONG) for code in ("A", "B", "C")]
    assert of_tasks(tmp_path, *rows) == AGAIN | {("task-again", TASKS, "D4, D2")}


@pytest.mark.parametrize(
    ("coordinators", "expected"),
    [
        ("STC; Sở Y tế", {("own-coordinator", TASKS, "F2, E2")}),
        ("Các sở, ban, ngành", set()),
        ("STC", set()),
    ],
)
def test_a_lead_that_is_its_own_coordinator(
    coordinators: str, expected: set[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert of_tasks(tmp_path, task("A", "SYT", coordinators=coordinators)) == expected


def test_the_cost_of_many_tasks_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that differ in one word, and names that do not differ at all."""
    compared = 0
    is_same = coherence._is_same

    def counted(*given: object) -> bool:
        nonlocal compared
        compared += 1
        return is_same(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(coherence, "_is_same", counted)
    due = parse_due("", 2021)
    unlike = [Task(f"A{n}", f"{LONG} ở xã số {n} của tỉnh", due) for n in range(1000)]
    assert [*coherence._same_tasks(unlike)] == []
    assert compared == 0
    alike = [Task(f"A{n}", LONG, due) for n in range(1000)]
    assert [*coherence._same_tasks(alike)] == [(n, 0) for n in range(1, 1000)]
    assert compared < 1000 * coherence._MOST_COMPARED
