"""form.json is held against its schema and the blank workbook: every fault at its path."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from plansheet import load_forms, read_form
from plansheet.cli import main
from plansheet.own_forms.form_file import form_faults
from plansheet.own_forms.learning import learn_form
from plansheet.problems import FormError
from support.blank_forms import SHEET, Blank


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("learnt")
    learn_form(Blank().save(there / "x.xlsx"), there / "form")
    return there / "form"


@pytest.fixture
def folder(learnt: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(learnt, tmp_path / "form"))


def changed(folder: Path, **said: Any) -> None:
    """Put something else into what form.json says of its sheet."""
    path = folder / "form.json"
    spec = json.loads(path.read_text(encoding="utf-8"))
    spec["sheets"][SHEET].update(said)
    path.write_text(json.dumps(spec), encoding="utf-8")


def check(text: str) -> list[dict[str, str]]:
    return [{"check": text}]


FAULTS: Mapping[str, tuple[dict[str, Any], set[str]]] = {
    "nothing": ({}, set()),
    "turned": ({"range": "G13:A8"}, {"range"}),
    "outside": ({"range": "A8:G400"}, {"range"}),
    "no range": ({"range": "A8"}, {"range"}),
    "kind": ({"kind": "grid"}, {"kind"}),
    "header in range": ({"range": "A7:G13"}, {"columns"}),
    "head in range": ({"head": {"agency": "D9"}}, {"head/agency"}),
    "no such column": ({"columns": {"codes": 4}}, {"columns"}),
    "no row keys": ({"rows": {"codes": "Z"}}, {"rows"}),
    "unknown key": ({"aggregate": {"Q": "none"}}, {"aggregate/Q"}),
    "unknown rule": ({"aggregate": {"1": "mean"}}, {"aggregate/1"}),
    "unknown cell": ({"types": {"R-102,9": "text"}}, {"types/R-102,9"}),
    "nobody's": ({"aggregate": {"1": "place"}}, {"of_agency"}),
    "owner": ({"of_agency": {"Q": "Xã A"}}, {"of_agency/Q"}),
    "unique": ({"unique": ["1", "Q"]}, {"unique/1"}),
    "grammar": ({"checks": check("{R-101,*} = sum(")}, {"checks/0"}),
    "no such row": ({"checks": check("{R-999,*} > 0")}, {"checks/0"}),
    "a column alone": ({"checks": check("{1} > 0")}, {"checks/0"}),
    "proposed": ({"proposed": check("{*,9} > 0")}, {"proposed/0"}),
    "held": ({"proposed": [{"check": "{*,1} > 0", "held": "3 of 4"}]}, {"proposed/0/held"}),
}


SAID: Mapping[str, tuple[dict[str, Any], str]] = {
    "another word": ({"kinds": 1}, "không có mục “kinds”"),
    "a kind": ({"kind": "grid"}, 'không được ghi "grid"; chỉ được: matrix · list'),
    "a type": ({"unique": "1"}, '"1" không đúng loại; phải là array'),
    "a range": ({"range": "A8"}, '"A8" viết không đúng'),
    "a missing word": ({"checks": [{}]}, "thiếu “check”"),
}


@pytest.mark.parametrize("name", SAID)
def test_what_breaks_the_schema_is_said_in_words(name: str, folder: Path) -> None:
    said, words = SAID[name]
    changed(folder, **said)
    (fault,) = form_faults(folder)
    assert fault.why.vi.startswith(words)


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_at_its_path(name: str, folder: Path) -> None:
    said, paths = FAULTS[name]
    changed(folder, **said)
    found = {fault.path.removeprefix(f"sheets/{SHEET}/") for fault in form_faults(folder)}
    assert found == paths
    if paths:
        with pytest.raises(FormError):
            read_form(folder)
    else:
        assert read_form(folder).sheets


def test_a_sheet_that_is_not_there_and_a_key_that_is_given_twice(folder: Path) -> None:
    path = folder / "form.json"
    text = path.read_text(encoding="utf-8").replace(f'"{SHEET}"', '"Khác"')
    path.write_text(text.replace('"kind"', '"kind": "list", "kind"'), encoding="utf-8")
    assert [fault.path for fault in form_faults(folder)] == ["kind", "sheets/Khác"]


def test_the_command_names_every_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(folder, aggregate={"Q": "none", "1": "sum"}, unique=["W"])
    with pytest.raises(SystemExit) as stopped:
        main(["form", "check", str(folder), "--json"])
    assert stopped.value.code == 1
    paths = {fault["path"] for fault in json.loads(capsys.readouterr().out)["faults"]}
    assert paths == {f"sheets/{SHEET}/aggregate/Q", f"sheets/{SHEET}/unique/0"}


def test_the_two_kinds_of_folders_are_told_apart(folder: Path, tmp_path: Path) -> None:
    """A folder of `--forms` given as a form, and a form given as a folder of `--forms`."""
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "task_report.json").write_text("{}", encoding="utf-8")
    with pytest.raises(FormError, match=r"\(forms\)"):
        read_form(tmp_path / "forms")
    with pytest.raises(FormError, match=r"\(forms\)\.$"):
        load_forms(folder)
