"""Every command says with `--json` what docs/reference/json promises, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator

import plansheet
from plansheet.cli import main
from plansheet.cli.commands import cli
from plansheet.cli.output import plain
from plansheet.demo import demonstration
from plansheet.demo.demonstration import Demonstration
from plansheet.demo.simulation import Simulated
from plansheet.language.wording import Wording
from support.every_command import TRIED, lay_out
from support.places import ROOT

SCHEMAS = ROOT / "docs" / "reference" / "json"


def leaves(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{before}{name} ")
        else:
            yield before + name, command


def closed(part: Any) -> Any:
    """The schema without room for keys that it does not name."""
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    room = {"additionalProperties": False} if isinstance(part.get("properties"), dict) else {}
    return {**room, **{name: closed(value) for name, value in part.items()}}


def schema_of(command: str) -> Any:
    path = SCHEMAS / f"{command.replace(' ', '-')}.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the commands are tried on."""
    folder = tmp_path_factory.mktemp("desk")
    lay_out(folder)
    return folder


def shown(folder: Path, *_: object) -> Demonstration:
    """A demonstration on the small plan: the real one takes long and is shown elsewhere."""
    plan = plansheet.read_plan("plan.xlsx")
    planted = (("SYT_2021-Q2.xlsx", Wording("muộn", "late")),)
    paths = (Path("in", "SYT_2021-Q2.xlsx"),)
    merged = plansheet.merge(plan, "2021-Q2", "in", date(2021, 7, 1))
    return Demonstration(paths, Simulated(paths, planted), merged, folder / "report.xlsx", 1)


def test_every_command_has_it_with_a_schema_and_is_tried() -> None:
    commands = dict(leaves(cli))
    without = [
        n for n, c in commands.items() if "--json" not in {o for p in c.params for o in p.opts}
    ]
    assert without == []
    described = {path.name.removesuffix(".schema.json") for path in SCHEMAS.iterdir()}
    assert described == {name.replace(" ", "-") for name in commands}
    assert set(TRIED) == set(commands)


@pytest.mark.parametrize("command", TRIED)
def test_what_a_command_says_is_what_its_schema_promises(
    command: str, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    monkeypatch.setattr(demonstration, "demonstrate", shown)
    schema = closed(schema_of(command))
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for words in TRIED[command]:
        with pytest.raises(SystemExit) as stop:
            main([*command.split(), *words, "--json"])
        out, err = capsys.readouterr()
        assert stop.value.code in (0, 1) and err == "", (words, err)
        assert [fault.message for fault in checker.iter_errors(json.loads(out))] == [], words


def test_keys_are_english() -> None:
    """Those that are promised; what stands by a key of somebody's own is no key of ours."""

    def keys(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from part.get("properties", {})
            part = [*part.values()]
        if isinstance(part, list):
            for one in part:
                yield from keys(one)

    found = [key for command in TRIED for key in keys(schema_of(command))]
    assert "by_class" in found
    assert [key for key in found if re.fullmatch("[a-z][a-z0-9_]*", key) is None] == []


def test_figures_are_numbers_days_are_texts(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["explain", str(desk / "report.xlsx"), "nv1", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["says"]["progress"] == 12.5
    assert told["origins"][0]["said"] == {"status": "Đang thực hiện", "progress": 12.5}
    with pytest.raises(SystemExit):
        main(["explain", str(desk / "total.xlsx"), "D12", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["value"], told["origins"][0]["value"]) == (5, 5)


def test_values_as_those_of_json() -> None:
    values = [Decimal("1.50"), Decimal("2.0"), 3.0, True, None, date(2021, 7, 1), Path("a/b")]
    assert plain(values) == [1.5, 2, 3, True, None, "2021-07-01", "a/b"]
    assert plain(Wording("có", "yes")) == {"vi": "có", "en": "yes"}
    with pytest.raises(TypeError):
        plain(object())
