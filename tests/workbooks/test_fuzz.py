"""Mutated workbooks are read or refused; nothing else ever happens.

All together run for PLANSHEET_FUZZ_SECONDS (10 by default, 1 in the fast loop);
`--log-cli-level=INFO` shows how many files that were and how they ended.
"""

from __future__ import annotations

import io
import logging
import os
import pickle
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from plansheet.workbooks.reading import Refused, Workbook, a1, limits, open_workbook
from support.effort import examples
from support.hostile.builders import (
    compound,
    ods_cell,
    ods_parts,
    record,
    sheet_xml,
    xls_label,
    xls_number,
    xls_stream,
    xlsb_parts,
    xlsx_parts,
    zipped,
)
from support.hostile.cells import (
    ODS_STYLES,
    ODS_TABLE,
    XLS_CELLS,
    XLS_STYLES,
    XLSB_CELLS,
    XLSB_STYLES,
)
from support.places import TESTS

LOG = logging.getLogger(__name__)
SECONDS = float(os.environ.get("PLANSHEET_FUZZ_SECONDS") or examples(10))
CODES = {"unreadable", "encrypted", "too-large", "not-a-workbook", "unsafe-content"}


def rich_xlsx() -> dict[str, bytes]:
    """What XlsxWriter writes for a bit of everything."""
    book = xlsxwriter.Workbook(buffer := io.BytesIO())
    sheet = book.add_worksheet("Nhiệm vụ")
    legacy = book.add_format({"font_name": ".VnTime"})
    sheet.write_datetime("A1", datetime(2021, 6, 30), book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write("B1", 0.4, book.add_format({"num_format": "0%"}))
    sheet.write("C1", "V¨n b¶n", legacy)
    sheet.write_rich_string("D1", "a", legacy, "é", book.add_format({"bold": True}), "c")
    sheet.write_formula("A2", "=B1/0", None, "#DIV/0!")
    sheet.write_formula("B2", '="a"&B1', None, "a0")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("F:H", None, None, {"hidden": True})
    sheet.data_validation("A1:A9", {"validate": "list", "source": ["x", "y"]})
    sheet.write_comment("A1", "ghi chú")
    book.add_worksheet("_plansheet").very_hidden()
    book.close()
    return unzipped(buffer.getvalue())


def plain_xlsx() -> dict[str, bytes]:
    """What openpyxl writes."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 6):
        sheet.append([row, f"Dòng {row}", row / 3, True, datetime(2021, row, 1), f"=A{row}*2"])
    book.save(buffer := io.BytesIO())
    return unzipped(buffer.getvalue())


def odd_xlsx() -> dict[str, bytes]:
    """Cells without addresses, shared formulas, inline texts, errors."""
    rows = (
        '<row><c><v>1</v></c><c t="inlineStr"><is><r><t>a</t></r></is></c></row><row r="3">'
        '<c r="B3"><f t="shared" ref="B3:C3" si="0">A1+1</f><v>2</v></c>'
        '<c r="C3" t="e"><f t="shared" si="0"/><v>#REF!</v></c><!-- --></row>'
    )
    return xlsx_parts(sheet_xml(rows), strings=["<si><t>một</t></si>"])


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PACKAGES = [
    rich_xlsx(),
    plain_xlsx(),
    odd_xlsx(),
    xlsb_parts(XLSB_CELLS, strings=["một", "hai"], styles=XLSB_STYLES),
    ods_parts(ODS_TABLE, ODS_STYLES),
    ods_parts(f"<table:table-row>{ods_cell('x')}</table:table-row>"),
]
STREAMS = [
    xls_stream(XLS_CELLS, strings=["một", "hai"], extra=XLS_STYLES),
    xls_stream(xls_label(0, 0, "x") + xls_number(1, 1, 1), record(0x3C, b"x"), names=["a", "b"]),
]
FILES = [zipped(parts) for parts in PACKAGES] + [compound({"Workbook": s}) for s in STREAMS]

SNIPPETS = [
    *(struct.pack("<I", n) for n in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE)),
    *(b"0 -1 4294967295 1e999 NaN 99999999999999999999 1048576 XFD1048576".split(b" ")),
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<c r="A1" r="B2">',
    b'<row r="1048576">',
    b"<c><v>",
    b"</c>",
    b"</row>",
    b"<v/>",
    b' t="s"',
    b' t="e"',
    b' s="999"',
    b"<!-- ",
    b" -->",
    b"<![CDATA[",
    b"]]>",
    b"<?x ?>",
    b"&x;",
    b"&#0;",
    b"&#x110000;",
    b"_xD800_",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b'table:number-rows-repeated="999999999" ',
    b'table:number-columns-repeated="999999999" ',
    b"\xff\xfe",
    b"\0",
    b"<si/>",
    b"<x:c ",
    b"\x3c\x00\x04\x00\x01\x00",
    b"\x09\x08\x04\x00",
]

Change = tuple[str, float, float, int, bytes]
SORTS = ["flip", "cut", "remove", "repeat", "insert", "replace", "move"]
FILES_AT_ONCE = 25
"""Files made from one number that hypothesis draws: drawing costs more than reading."""


def some_changes(chance: random.Random) -> list[Change]:
    return [
        (
            chance.choice(SORTS),
            chance.random(),
            chance.random(),
            chance.randrange(256),
            chance.choice(SNIPPETS) if chance.random() < 0.7 else chance.randbytes(4),
        )
        for _ in range(chance.choice([1, 1, 1, 2, 3, 6]))
    ]


def changed(content: bytes, changes: Sequence[Change]) -> bytes:
    """The content after each change in turn, at a place that is a share of its length."""
    for sort, where, length, byte, snippet in changes:
        at = int(where * len(content))
        end = min(len(content), at + 1 + int(length * length * 200))
        if sort == "flip":
            content = content[:at] + bytes([byte]) + content[at + 1 :]
        elif sort == "cut" and byte < 30:
            content = content[:at]
        elif sort == "remove":
            content = content[:at] + content[end:]
        elif sort == "repeat":
            content = content[:at] + content[at:end] * (1 + byte % 40) + content[end:]
        elif sort == "insert":
            content = content[:at] + snippet + content[at:]
        elif sort == "replace":
            content = content[:at] + snippet + content[at + len(snippet) :]
        elif sort == "move":
            to = int(length * len(content))
            content = content[:to] + content[at:end] + content[to:]
    return content


def whole_file(number: int, part: int, changes: list[Change]) -> bytes:
    return changed(FILES[number % len(FILES)], changes)


def one_part(number: int, part: int, changes: list[Change]) -> bytes:
    parts = dict(PACKAGES[number % len(PACKAGES)])
    names = sorted(name for name in parts if name != "mimetype")
    name = names[part % len(names)]
    parts[name] = changed(parts[name], changes)
    return zipped(parts)


def sheet_part(number: int, part: int, changes: list[Change]) -> bytes:
    parts = dict(PACKAGES[number % 3])
    name = sorted(name for name in parts if "/sheet" in name and name.endswith(".xml"))[0]
    parts[name] = changed(parts[name], changes)
    return zipped(parts)


def package(number: int, part: int, changes: list[Change]) -> bytes:
    """Parts gone, renamed, or in the place of others."""
    parts = dict(PACKAGES[number % len(PACKAGES)])
    for sort, where, length, _, snippet in changes:
        names = sorted(parts)
        name, other = names[int(where * len(names))], names[int(length * len(names))]
        if sort in ("cut", "remove") and len(names) > 1:
            del parts[name]
        elif sort in ("repeat", "move"):
            parts[name] = parts[other]
        else:
            parts[snippet.hex() + name] = parts[other]
    return zipped(parts)


def stream(number: int, part: int, changes: list[Change]) -> bytes:
    return compound({"Workbook": changed(STREAMS[number % len(STREAMS)], changes)})


MUTATIONS: list[Callable[[int, int, list[Change]], bytes]] = [
    whole_file,
    one_part,
    sheet_part,
    package,
    stream,
]
COVERAGE_GUIDED = find_spec("atheris") is not None
SHARE = SECONDS / (len(MUTATIONS) + COVERAGE_GUIDED)
"""Of the seconds, for each kind of mutation."""
TARGET = TESTS / "fuzz_atheris.py"
VALUES = (str, float, int, bool, date, datetime, timedelta, type(None), type(datetime.min.time()))


def check_workbook(book: Workbook) -> None:
    assert book.sheets
    for sheet in book.sheets:
        assert isinstance(sheet.name, str)
        assert len(sheet.rows) <= limits.STRANGERS.rows
        for row in sheet.rows:
            assert len(row) <= limits.COLUMNS
            for value in row:
                assert type(value) in VALUES
                assert value == value and value not in ("", float("inf"), float("-inf"))
        for at, column in (
            *sheet.formulas,
            *sheet.uncached,
            *sheet.errors,
            *sheet.percents,
            *sheet.tcvn3,
        ):
            assert a1(at, column)
            assert at < limits.STRANGERS.rows and column < limits.COLUMNS
    for note in book.notes:
        assert note.message and "{" not in note.message
    assert pickle.loads(pickle.dumps(book)) == book


def check(path: Path) -> str:
    start = time.monotonic()
    try:
        check_workbook(open_workbook(path))
        outcome = "read"
    except Refused as refusal:
        outcome = refusal.problem.code
        assert outcome in CODES
        assert refusal.problem.message and "{" not in refusal.problem.message
    assert time.monotonic() - start < limits.WORKER_SECONDS
    return outcome


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda f: f.__name__)
def test_read_or_refused(mutate: Callable[[int, int, list[Change]], bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    ends = time.monotonic() + SHARE
    outcomes: dict[str, int] = {}
    number = 0
    while time.monotonic() < ends:

        @seed(number)
        @settings(
            max_examples=examples(20),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.integers(0, 2**64))
        def run(drawn: int) -> None:
            chance = random.Random(drawn)
            for _ in range(FILES_AT_ONCE):
                which, part = chance.randrange(100), chance.randrange(100)
                path.write_bytes(mutate(which, part, some_changes(chance)))
                outcome = check(path)
                outcomes[outcome] = outcomes.get(outcome, 0) + 1

        run()
        number += 1
    LOG.info("%s: %d files, %s", mutate.__name__, sum(outcomes.values()), outcomes)
    assert len(outcomes) > 1


@pytest.mark.skipif(not COVERAGE_GUIDED, reason="atheris is not installed")
def test_read_or_refused_where_coverage_leads() -> None:
    words = [sys.executable, str(TARGET), str(max(1, round(SHARE)))]
    run = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False)
    LOG.info("atheris: %s", run.stderr[-400:])
    assert run.returncode == 0, run.stderr[-4000:]
    assert "number_of_executed_units" in run.stderr
