"""Forms in English: every word has one, either header is found, either choice is the stored one."""

from __future__ import annotations

import re
from typing import Final

import pytest

from plansheet.forms import Form, SheetColumns, load_forms
from plansheet.forms.report_sheets import (
    ANSWER_COLUMNS,
    CONFLICT_COLUMNS,
    PROBLEM_COLUMNS,
    PROPOSAL_COLUMNS,
    RECEIPT_COLUMNS,
    indicator_columns,
    source_columns,
    task_columns,
)
from plansheet.forms.values import read_cell
from plansheet.language.text import header_key
from plansheet.language.wording import spellings
from plansheet.tables.find import find_table
from plansheet.workbooks.reading import Sheet

FORMS: Final = load_forms()
VIETNAMESE: Final = re.compile("[à-ỹđÀ-ỸĐ]")
REPORT: Final = [
    *(task_columns(FORMS, extended=True, handed_on=True), source_columns(FORMS)),
    indicator_columns(FORMS, in_part=True, by_field=True, stretched=True, by_scenario=True),
    *(RECEIPT_COLUMNS, CONFLICT_COLUMNS, PROBLEM_COLUMNS, PROPOSAL_COLUMNS, ANSWER_COLUMNS),
]


@pytest.mark.parametrize("form", [*FORMS], ids=lambda form: form.name)
def test_every_word_of_a_form_has_english(form: Form) -> None:
    said = form.spoken("en")
    texts = [said.sheet, said.title]
    for column in said.columns:
        texts += [column.title, column.group, column.description, *column.choices]
    assert [text for text in texts if VIETNAMESE.search(text)] == []


@pytest.mark.parametrize("table", [*FORMS, *REPORT], ids=lambda table: table.sheet)
def test_no_two_columns_share_a_header_in_either_language(table: SheetColumns) -> None:
    headers = [{header_key(word) for word in spellings(c.title)} for c in table.columns]
    assert sum(map(len, headers)) == len(set().union(*headers))


@pytest.mark.parametrize("form", [*FORMS], ids=lambda form: form.name)
def test_the_table_of_a_form_is_found_by_its_headers_in_english(form: Form) -> None:
    repeated = {c.name: ["Q1/2026"] if c.repeat == "periods" else [2026] for c in form.columns}
    expanded = form.expanded(repeated)
    header = [str(column.title) for column in expanded.spoken("en").columns]
    table = find_table(form, Sheet(form.sheet, [[], header]))
    assert table is not None
    assert [*table.columns] == [column.name for column in expanded.columns]


@pytest.mark.parametrize("form", [*FORMS], ids=lambda form: form.name)
def test_a_choice_in_english_is_the_stored_one_and_no_repair(form: Form) -> None:
    for column in form.columns:
        for choice in column.choices:
            assert read_cell(column, choice.label.en) == (choice, None)
            assert read_cell(column, choice.label.en.upper())[0] == choice


def test_a_rule_compares_with_the_choices_of_its_language() -> None:
    form = FORMS["task_report"]
    assert '"const": "Completed"' in str([r.condition for r in form.spoken("en").rules]).replace(
        "'", '"'
    )
    assert form.spoken("vi").rules == form.rules
