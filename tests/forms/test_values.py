"""From what stands in a cell to a value of its column."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.forms import Column, load_forms
from plansheet.forms.values import Value, display, plain, read_cell, show, to_json
from plansheet.language.text import match_key
from plansheet.language.wording import Term

FORM = load_forms()["task_report"]
STATUS, PROGRESS = FORM.by_name["status"], FORM.by_name["progress"]
DAY, RESULT = FORM.by_name["document_date"], FORM.by_name["result"]
FIGURE = load_forms()["indicator_report"].by_name["actual"]
COUNT = Column("count", Term("Số lượng"), "integer")

CASES: list[tuple[Column, object, Value | None, str]] = [
    (FIGURE, None, None, ""),
    (FIGURE, "", None, ""),
    (FIGURE, " \u00a0\u200b", None, ""),
    (FIGURE, 5, Decimal(5), ""),
    (FIGURE, 5.0, Decimal(5), ""),
    (FIGURE, 0.1 + 0.2, Decimal("0.3"), ""),
    (FIGURE, -0.0, Decimal(0), ""),
    (FIGURE, 1e20, Decimal(10**20), ""),
    (FIGURE, "1234,5", Decimal("1234.5"), "number-repaired"),
    (FIGURE, "1.234.567", Decimal(1234567), "number-repaired"),
    (FIGURE, "2.457", None, "ambiguous-number"),
    (COUNT, "2.457", Decimal(2457), "number-repaired"),
    (FIGURE, "chưa có", "chưa có", ""),
    (FIGURE, True, "TRUE", ""),
    (FIGURE, date(2021, 6, 30), "30/6/2021", ""),
    (PROGRESS, "40%", Decimal(40), "number-repaired"),
    (DAY, date(2021, 6, 30), date(2021, 6, 30), ""),
    (DAY, datetime(2021, 6, 30, 12), date(2021, 6, 30), ""),
    (DAY, 44377, date(2021, 6, 30), "date-repaired"),
    (DAY, 44377.0, date(2021, 6, 30), "date-repaired"),
    (DAY, 30062021, None, "bad-date"),
    (DAY, datetime(1905, 7, 13), None, "bad-date"),
    (DAY, date(1900, 1, 5), None, "bad-date"),
    (DAY, date(1930, 2, 3), date(1930, 2, 3), ""),
    (DAY, 5, None, "bad-date"),
    (DAY, True, None, "bad-date"),
    (DAY, time(7, 30), None, "bad-date"),
    (DAY, "30/6/2021", date(2021, 6, 30), "date-repaired"),
    (DAY, "6/2021", date(2021, 6, 30), "date-repaired"),
    (DAY, "31/02/2021", None, "bad-date"),
    (DAY, "mai", None, "bad-date"),
    (STATUS, "Hoàn thành", "Hoàn thành", ""),
    (STATUS, "đã hoàn thành", "Hoàn thành", "choice-repaired"),
    (STATUS, "xong", "Hoàn thành", "choice-repaired"),
    (STATUS, "sắp xong", "sắp xong", ""),
    (STATUS, 1, "1", ""),
    (STATUS, date(2021, 6, 30), "30/6/2021", ""),
    (RESULT, "  như cũ ", "  như cũ ", ""),
    (RESULT, 5.0, "5", ""),
    (RESULT, 1234.5, "1234,5", ""),
    (RESULT, date(2021, 6, 30), "30/6/2021", ""),
    (RESULT, datetime(2021, 6, 30, 7, 30), "07:30 30/06/2021", ""),
    (RESULT, False, "FALSE", ""),
]


@pytest.mark.parametrize("case", CASES)
def test_a_cell(case: tuple[Column, object, Value | None, str]) -> None:
    column, raw, value, code = case
    found, finding = read_cell(column, raw)
    assert found == value
    assert type(found) is type(value)
    assert (finding.code if finding else "") == code


def test_every_listed_choice_and_synonym_is_read() -> None:
    for form in load_forms():
        for column in form.columns:
            for choice in column.choices:
                assert read_cell(column, choice) == (choice, None)
            for word, meant in column.synonyms.items():
                assert read_cell(column, f" {word.upper()}\n")[0] == meant


def test_a_number_is_shown_as_one_types_it() -> None:
    cases = {"0": "0", "-0.0": "0", "88.150": "88,15", "1E+3": "1000", "-5": "-5", "1e-7": None}
    for text, wanted in cases.items():
        assert plain(Decimal(text)) == (wanted or "0,0000001")
    assert display(Decimal("1234.5")) == "1.234,5"
    assert show(None) == ""


ANYTHING = (
    st.none()
    | st.text(max_size=30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)


@given(st.sampled_from([c for form in load_forms() for c in form.columns]), ANYTHING)
def test_no_cell_is_lost_or_makes_trouble(column: Column, raw: object) -> None:
    value, finding = read_cell(column, raw)
    if value is None and finding is None:
        assert raw is None or not match_key(str(raw))
    if value is not None:
        assert isinstance(to_json(value), str | int | float)
    assert isinstance(show(raw), str)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**8), max_value=10**8
    )
)
def test_what_is_shown_is_read_again(number: Decimal) -> None:
    text = plain(number)
    value, finding = read_cell(FIGURE, text)
    is_clear = finding is None or finding.code != "ambiguous-number"
    assert (value == number) if is_clear else number != number.to_integral_value()
