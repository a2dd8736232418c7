"""`plansheet codes CODE` says one code at length."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from plansheet.cli.commands import cli
from plansheet.problems import InputError
from plansheet.problems.catalogue import CATALOGUE


def said(*words: str) -> str:
    run = CliRunner().invoke(cli, ["codes", *words], catch_exceptions=False)
    return run.output


def test_one_code_with_its_example() -> None:
    assert said("Out-Of-Range").splitlines() == [
        "out-of-range LỖI: không dùng được: giá trị, dòng hoặc tệp này không được tính cho đến "
        "khi sửa.",
        "  Nói gì: {value} nằm ngoài khoảng cho phép ở cột “{column}” ({allowed}).",
        "  Ví dụ: Nhiệm vụ · I7: 140 nằm ngoài khoảng cho phép ở cột “Tiến độ (%)” (từ 0 đến 100).",
        "  Cần làm gì: Nhập lại một số từ 0 đến 100.",
    ]


def test_in_english() -> None:
    assert "For example: Nhiệm vụ · I7: 140 is outside" in said("out-of-range", "--lang", "en")


def test_json_has_the_example() -> None:
    (one,) = json.loads(said("out-of-range", "--json"))["codes"]
    assert (one["code"], one["example"]["en"]["cell"]) == ("out-of-range", "I7")
    assert [c["code"] for c in json.loads(said("--json"))["codes"]] == list(CATALOGUE)


def test_a_code_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(InputError) as stop:
        said("outofrange")
    assert stop.value.wording.en == (
        "There is no code “outofrange” (nearest: out-of-range). All codes: plansheet codes."
    )
