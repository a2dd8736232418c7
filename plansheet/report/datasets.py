"""The consolidation as files for programs: .csv or .parquet, with a description of the columns."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from plansheet.consolidation import Consolidation
from plansheet.consolidation.frames import TABLES
from plansheet.forms.model import Json
from plansheet.language.text import unmarked
from plansheet.language.wording import Language, Term, say
from plansheet.problems import OutputError, expect
from plansheet.tables.frames import FrameColumn, FrameKind, FrameTable
from plansheet.workbooks.remote import L, Location, Written, source_of
from plansheet.workbooks.writing.cell_text import looks_typed
from plansheet.workbooks.writing.files import all_or_none

PACKAGE_FILE: Final = "datapackage.json"
_DELIMITERS: Final[Mapping[Language, str]] = {"vi": ";", "en": ","}
"""What an Excel with the settings of Vietnam, or of England, takes a .csv apart at."""


def _formats(lang: Language) -> Mapping[FrameKind, Mapping[str, str]]:
    """How a .csv writes what can be written in several ways."""
    decimal = say(Term(",", "."), lang)
    return {"number": {"decimalChar": decimal}, "moment": {"format": "%Y-%m-%dT%H:%M:%S"}}


def write_csv(merged: Consolidation, path: Location, *, lang: Language = "vi") -> Written:
    """Write each table of a consolidation as a .csv file, and `datapackage.json` that describes it.

    The files open by a double click in an Excel with the settings of Vietnam: UTF-8 with a byte
    order mark, semicolons between cells, decimal commas; days are 2021-06-30. In English there
    are commas between cells, and decimal points. A text that Excel would take for a formula has
    an apostrophe before it. `datapackage.json` says all that (Data Package, version 1), so that
    frictionless reads them as well.

    Args:
        merged: from `merge`.
        path: the folder that gets `tasks.csv` …, named as the DataFrames; made where it does not
            exist. Files of these names are replaced.
        lang: the language of the titles in `datapackage.json`, of what `problems` says, and of how
            numbers are written.

    Returns:
        The folder.

    Raises:
        ArgumentError: `merged` is no consolidation.
        OutputError: a file cannot be written; then none is.
    """
    return _write(merged, source_of(path), lang, ".csv", _write_csv)


def write_parquet(merged: Consolidation, path: Location, *, lang: Language = "vi") -> Written:
    """Write each table of a consolidation as a .parquet file, and what describes it, with pyarrow.

    Figures are float64, counts int64, days date32, times timestamps; all else is text.

    Args:
        merged: from `merge`.
        path: the folder that gets `tasks.parquet` …, as `write_csv`.
        lang: the language of the titles in `datapackage.json`, and of what `problems` says.

    Returns:
        The folder.

    Raises:
        ArgumentError: `merged` is no consolidation.
        OutputError: pyarrow is not installed, or a file cannot be written; then none is.
    """
    if find_spec("pyarrow") is None:
        raise OutputError("no-pyarrow")
    return _write(merged, source_of(path), lang, ".parquet", _write_parquet)


def _write(
    merged: Consolidation,
    folder: L,
    lang: Language,
    ending: str,
    write: Callable[[FrameTable, Path, Language], None],
) -> L:
    expect(merged, Consolidation)
    tables = {f"{name}{ending}": merged.table(name, lang) for name in TABLES}
    ours = {folder / name for name in (*tables, PACKAGE_FILE)}
    with all_or_none(folder, "exists", ours) as workshop:
        for name, table in tables.items():
            write(table, workshop / name, lang)
        package = _package(merged, tables, write is _write_csv, lang)
        text = json.dumps(package, ensure_ascii=False, indent=2)
        (workshop / PACKAGE_FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return folder


def _write_csv(table: FrameTable, path: Path, lang: Language) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=_DELIMITERS[lang])
        writer.writerow(column.name for column in table.columns)
        writer.writerows(table.texts(_harmless, lang))


def _harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return f"'{text}" if looks_typed(text.lstrip()) else text


def _write_parquet(table: FrameTable, path: Path, lang: Language) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        "number": pa.float64(),
        "integer": pa.int64(),
        "date": pa.date32(),
        "moment": pa.timestamp("s"),
    }
    texts = table.texts(lang=lang)
    arrays = {}
    for at, column in enumerate(table.columns):
        if column.kind in types:
            values = [row[at] for row in table.rows]
            arrays[column.name] = pa.array(map(_number, values), types[column.kind])
        else:
            arrays[column.name] = pa.array([row[at] or None for row in texts], pa.string())
    parquet.write_table(pa.table(arrays), path)


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


# The description.

_STRING: Final = "string"
_TYPES: Final[Mapping[FrameKind, str]] = {
    "text": _STRING,
    "choice": _STRING,
    "codes": _STRING,
    "any": _STRING,
    "number": "number",
    "integer": "integer",
    "date": "date",
    "moment": "datetime",
}
"""What Table Schema calls the kinds."""


def _package(
    merged: Consolidation, tables: Mapping[str, FrameTable], is_csv: bool, lang: Language
) -> Json:
    """The Data Package of files by name, each of its columns as forms and report describe it."""
    return {
        "profile": "tabular-data-package" if is_csv else "data-package",
        "name": f"{_slug(merged.plan.id)}-{merged.period}".lower(),
        "title": f"{merged.plan.title}: {merged.period}",
        "version": merged.as_of.isoformat(),
        "resources": [_resource(name, table, is_csv, lang) for name, table in tables.items()],
    }


def _slug(text: str) -> str:
    """A name as a Data Package may have it: a-z, 0-9, dots, dashes."""
    return re.sub("[^a-z0-9.-]+", "-", unmarked(text.lower())).strip("-")


def _resource(name: str, table: FrameTable, is_csv: bool, lang: Language) -> Json:
    dialect = {"delimiter": _DELIMITERS[lang], "lineTerminator": "\r\n", "doubleQuote": True}
    own = {"profile": "tabular-data-resource", "encoding": "utf-8", "dialect": dialect}
    path = Path(name)
    return {
        "name": path.stem,
        "path": name,
        "format": path.suffix[1:],
        **(own if is_csv else {"profile": "data-resource"}),
        "schema": {"fields": [_field(column, is_csv, lang) for column in table.columns]},
    }


def _field(column: FrameColumn, is_csv: bool, lang: Language) -> Json:
    constraints: dict[str, Any] = {"enum": [*column.choices]}
    if is_csv:  # a .parquet has NaN for what is blank, and that lies within no bounds
        constraints |= {"minimum": column.minimum, "maximum": column.maximum}
    said = {"title": say(column.title, lang), "description": say(column.description, lang)}
    return {
        "name": column.name,
        "type": _TYPES[column.kind],
        **(_formats(lang).get(column.kind, {}) if is_csv else {}),
        **{key: text for key, text in said.items() if text},
        "constraints": {k: v for k, v in constraints.items() if v not in (None, [])},
    }
