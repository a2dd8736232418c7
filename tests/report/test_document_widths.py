"""The columns of a table in Word hold their words."""

from __future__ import annotations

import pytest

from plansheet.report.document.blocks import TabulationColumn
from plansheet.report.document.widths import with_whole_words
from plansheet.workbooks.writing.fitting import text_width

CLASSES = ("Done on time", "Open, overdue", "Not reported", "Total")


def columns(*widths: float) -> list[TabulationColumn]:
    titles = ("Lead agency", *CLASSES)
    return [TabulationColumn(t, w) for t, w in zip(titles, widths, strict=True)]


def test_a_word_gets_its_room_from_the_others() -> None:
    given = columns(97, 17, 17, 17, 17)
    rows = [["Sở Y tế", "1", "2", "3", "6"], ["one over all"]]
    found = with_whole_words(given, rows, 12, None)
    assert sum(one.width for one in found) == pytest.approx(165)
    assert found[0].width < 97
    for column in found:
        longest = max(text_width(word, 12, bold=True) for word in column.title.split())
        assert column.width >= longest * 25.4 / 96 + 3.8, column.title


@pytest.mark.parametrize("widths", [(60, 30, 30, 30, 30), (20, 9, 9, 9, 9)])
def test_where_there_is_nothing_to_do_or_no_room_nothing_changes(widths: list[float]) -> None:
    given = columns(*widths)
    assert list(with_whole_words(given, [], 12, None)) == given


def test_a_name_of_a_file_takes_no_more_than_its_part() -> None:
    given = [TabulationColumn("Tệp", 20), TabulationColumn("Nội dung", 145)]
    (name, _) = with_whole_words(given, [["x" * 200, "y"]], 12, None)
    assert 30 < name.width < 35
