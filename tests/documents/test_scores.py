"""The measure of drafts (`tests/import_score.py`): on small documents, and on the five examples."""

import pytest

from support.places import DATA, EXAMPLES
from support.truth import Count, Score, cases, compare, example, score, total

SMALL = DATA / "documents"
EXAMPLE_TASKS = {
    "kien_giang_2021_2025": 81,
    "hau_giang_2021": 129,
    "ben_tre_2023": 110,
    "tra_vinh_2020": 52,
    "ha_tinh_2021": 81,
}


def silent(found: Score) -> dict[str, list[str]]:
    return {name: count.silent for name, count in found.counts.items() if count.silent}


def test_small_documents_give_their_rows_and_nothing_wrong_in_silence() -> None:
    found = total(map(score, cases(SMALL)))
    assert {kind: silent(one) for kind, one in found.items()} == {"tasks": {}, "indicators": {}}
    assert {kind: (one.lost, one.invented) for kind, one in found.items()} == {
        "tasks": ([], []),
        "indicators": ([], []),
    }
    assert (found["tasks"].found, found["indicators"].found) == (90, 23)


@pytest.mark.parametrize("name", EXAMPLE_TASKS)
def test_examples_give_their_rows_and_nothing_wrong_in_silence(name: str) -> None:
    found = score(example(EXAMPLES / name))
    assert found["tasks"].found == found["tasks"].truth == EXAMPLE_TASKS[name]
    assert not any(silent(one) for one in found.values())
    assert not any(row.startswith("(in silence)") for row in found["tasks"].invented)


def rows(*names: str) -> list[dict[str, str]]:
    return [{"task_name": name, "leads": "Sở Y tế"} for name in names]


def test_the_measure_finds_what_is_wrong() -> None:
    drafted = [
        {"task_name": "Sở Y tế lập kế hoạch A.", "leads": "Sở Y tế", "note": ""},
        {"task_name": "Mở lớp đào tạo nghề cho lao động", "leads": "Sở Nội vụ", "note": ""},
        {"task_name": "Khám sức khỏe", "leads": "", "note": "Cần xem lại: không có cơ quan"},
        {"task_name": "Sơ kết, tổng kết", "leads": "", "note": ""},
        {"task_name": "Kính gửi các sở", "leads": "Sở Y tế", "note": ""},
    ]
    truth = rows("lập kế hoạch A", "Mở lớp … lao động", "Khám sức khỏe", "Sơ kết, tổng kết", "Mất")
    found = compare(drafted, truth, "task_name", {"leads": str})
    silently = ["Mở lớp đào tạo nghề cho lao động: “Sở Nội vụ”, not “Sở Y tế”"]
    assert found.counts == {"leads": Count(right=1, silent=silently, flagged=1, missing=1)}
    assert (found.lost, found.invented) == (["Mất"], ["(in silence) Kính gửi các sở"])
    assert (found.precision, found.recall) == (0.8, 0.8)
