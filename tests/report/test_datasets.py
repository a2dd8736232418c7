"""The consolidation as files for programs: what they hold, and what describes them."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import plansheet
from plansheet import Plan
from plansheet.language.wording import say
from plansheet.report import datasets
from plansheet.report.merged import Merged
from support.damages import COORDINATION, FIGURES, TASKS
from support.sending import DONE, GOING, Filled, send

NAMES = [
    *("changes", "contributions", "indicator_reports", "indicators", "problems", "provenance"),
    *("narratives", "returns", "task_reports", "tasks"),
]
DIFFICULTY = " -Thiếu; vốn\n“x”"
"""What looks like a formula to some programs, and has all that a .csv must quote."""


@pytest.fixture(scope="module")
def merged(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Merged:
    figures = {"actual": Decimal("12.5"), "cumulative": Decimal(1234567), "forecast": Decimal(-5)}
    said: Mapping[str, Filled] = {
        "SYT": {
            (TASKS, "NV01"): DONE,
            (TASKS, "NV02"): {**GOING, "result": "=1+1", "difficulty": DIFFICULTY},
            (FIGURES, "CT01"): figures,
        },
        "STC": {(COORDINATION, "NV01"): {"contribution": "@a"}},
    }
    folder = send(plan, tmp_path_factory.mktemp("returns"), said)
    return plansheet.merge(plan, "2021-Q2", folder, "2021-07-01")


def description(folder: Path) -> dict[str, Any]:
    """The resources that `datapackage.json` describes, by name."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """A .csv file as its description says that it is written."""
    resource = description(folder)[name]
    dialect = resource["dialect"]
    assert resource["encoding"] == "utf-8"
    with (folder / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
        assert dialect["doubleQuote"] and dialect["lineTerminator"] == "\r\n"
        return list(csv.DictReader(file, delimiter=dialect["delimiter"]))


def test_a_csv_is_what_excel_in_vietnam_opens(merged: Merged, tmp_path: Path) -> None:
    folder = merged.to_csv(tmp_path / "x")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["datapackage.json", *(f"{name}.csv" for name in NAMES)]
    )
    data = (folder / "indicators.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfindicator_code;")
    assert b";12,5;1234567;-5;" in data
    assert b";2021-06-01;" in (folder / "task_reports.csv").read_bytes()


def test_a_csv_in_english_has_commas_points_and_english_sentences(
    merged: Merged, tmp_path: Path
) -> None:
    folder = merged.to_csv(tmp_path / "x", lang="en")
    assert b",12.5,1234567,-5," in (folder / "indicators.csv").read_bytes()
    told = rows(folder, "problems")
    assert [(r["message"], r["hint"], r["column"]) for r in told] == [
        (p.text("en"), p.advice("en"), say(p.column, "en")) for p in merged.all_problems
    ]
    statuses = [r["status"] or None for r in rows(folder, "tasks")]
    assert statuses == merged.tasks["status"].tolist()


def test_no_text_of_a_stranger_is_a_formula(merged: Merged, tmp_path: Path) -> None:
    folder = merged.to_csv(tmp_path / "x")
    second = rows(folder, "task_reports")[1]
    assert (second["result"], second["difficulty"]) == ("'=1+1", f"'{DIFFICULTY}")
    assert rows(folder, "contributions")[0]["contribution"] == "'@a"
    told = {(r["column"], r["value"]) for r in rows(folder, "provenance")}
    assert {("result", "'=1+1"), ("forecast", "-5"), ("document_date", "2021-06-01")} <= told
    texts = [t for name in NAMES for row in rows(folder, name) for t in row.values()]
    assert [t for t in texts if t.lstrip().startswith(("=", "+", "@"))] == []


def test_the_description_fits_the_rows(merged: Merged, tmp_path: Path) -> None:
    folder = merged.to_csv(tmp_path / "x")
    for name, resource in description(folder).items():
        read = rows(folder, name)
        frame = getattr(merged, name)
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(frame.columns)
        assert len(read) == len(frame)
        for field in fields:
            texts = [row[field["name"]] for row in read if row[field["name"]]]
            if field["type"] in ("number", "integer"):
                mark = field.get("decimalChar", ".")
                numbers = [Decimal(text.replace(mark, ".")) for text in texts]
                assert numbers == [v for v in frame[field["name"]] if v is not None]
            elif field["type"] == "date":
                days = [date.fromisoformat(text) for text in texts]
                assert days == [v for v in frame[field["name"]] if v is not None]
            elif "enum" in field["constraints"]:
                assert set(texts) <= set(field["constraints"]["enum"])


def test_titles_are_in_the_language_that_is_asked_for(merged: Merged, tmp_path: Path) -> None:
    titles = {
        lang: {
            field["name"]: field.get("title")
            for field in description(merged.to_csv(tmp_path / lang, lang=lang))["tasks"]["schema"][
                "fields"
            ]
        }
        for lang in ("vi", "en")
    }
    assert (titles["vi"]["status"], titles["vi"]["due_date"]) == ("Tình trạng", "Hạn")
    assert titles["en"]["status"] == "Status"
    assert titles["vi"].keys() == titles["en"].keys()


def test_a_parquet_file_has_types(merged: Merged, tmp_path: Path) -> None:
    folder = merged.to_parquet(tmp_path / "x")
    tasks = pd.read_parquet(folder / "tasks.parquet")
    assert tasks["progress"].dropna().tolist() == [100.0, 40.0]
    assert tasks["document_date"].dropna().tolist() == [date(2021, 6, 1)]
    assert tasks.loc[0, "leads"] == "SYT"
    reports = pd.read_parquet(folder / "task_reports.parquet")
    assert reports["result"].dropna().tolist() == ["=1+1"]
    for name, resource in description(folder).items():
        frame = pd.read_parquet(folder / resource["path"])
        assert list(frame.columns) == [field["name"] for field in resource["schema"]["fields"]]
        assert len(frame) == len(getattr(merged, name))


@pytest.mark.parametrize("write", [datasets.write_csv, datasets.write_parquet])
def test_the_same_consolidation_gives_the_same_bytes(
    merged: Merged, tmp_path: Path, write: Any
) -> None:
    first, second = write(merged, tmp_path / "1"), write(merged, str(tmp_path / "2"))
    again = write(merged, first)
    assert again == first
    assert {p.name: p.read_bytes() for p in first.iterdir()} == {
        p.name: p.read_bytes() for p in second.iterdir()
    }


def test_without_pyarrow(merged: Merged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets, "find_spec", lambda name: None)
    with pytest.raises(plansheet.OutputError) as error:
        merged.to_parquet(tmp_path / "x")
    assert "plansheet[parquet]" in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_the_report_is_what_write_report_writes(merged: Merged, tmp_path: Path) -> None:
    one = merged.to_excel(tmp_path / "1.xlsx")
    two = plansheet.write_report(merged, tmp_path / "2.xlsx")
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("write", [datasets.write_csv, datasets.write_parquet])
def test_frictionless_finds_nothing_wrong(merged: Merged, tmp_path: Path, write: Any) -> None:
    frictionless = pytest.importorskip("frictionless")
    package = frictionless.Package(str(write(merged, tmp_path / "x") / "datapackage.json"))
    assert package.validate().flatten(["title", "message"]) == []


def test_pandera_finds_nothing_wrong(merged: Merged, tmp_path: Path) -> None:
    """Each table as its `DataFrameSchema` says; a wrong figure is seen."""
    frictionless = pytest.importorskip("frictionless")
    pandera = pytest.importorskip("pandera")
    pandas_io = pytest.importorskip("pandera.io.pandas_io")
    package = frictionless.Package(str(merged.to_csv(tmp_path / "x") / "datapackage.json"))
    assert len(package.resources) > 5
    for resource in package.resources:
        schema = pandas_io.from_frictionless_schema(resource.schema)
        frame = resource.to_pandas()
        assert list(schema.validate(frame, lazy=True).columns) == [*schema.columns]
        if resource.name == "task_reports":
            frame["progress"] = 140
            with pytest.raises(pandera.errors.SchemaErrors, match="progress"):
                schema.validate(frame, lazy=True)
