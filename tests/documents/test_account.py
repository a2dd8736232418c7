"""Nothing that a document says vanishes: it is in a row, or in the list of lines not used.

A sentence like no other is put at each place of a document in turn and looked for in the draft.
"""

import pytest

from plansheet.documents import Draft
from plansheet.documents.formats.blocks import Document, DocumentRow, DocumentTable, Paragraph
from plansheet.documents.formats.read_text import read_text
from plansheet.documents.importing import draft_of
from support.places import DATA

SMALL = DATA / "documents"
ODD = "Khoản zyxwv được ghi riêng ở chỗ này để xem văn bản có còn nói đến nó nữa hay không"
MARK = "zyxwv"
DOCUMENTS = ("commune_plan", "nested_labels", "resolution_annex", "telegram", "organisation")
FORMS = (ODD, f"{ODD}.", f"- {ODD};", f"a) {ODD}.", f"{ODD}:", f"Cơ quan chủ trì: {ODD}.")


def told(draft: Draft) -> str:
    """All that a person finds in a draft."""
    tables = draft.tables
    rows = (*tables.agencies, *tables.indicators, *tables.tasks, *tables.calendar)
    cells = [*tables.facts.values(), *(text for row in rows for text in row.values())]
    cells += [text for row in tables.allocations for text in row.values()]
    return "\n".join((*cells, *(o.source for o in draft.origins), *(u.text for u in draft.unused)))


def with_paragraph(document: Document, at: int, text: str) -> Document:
    blocks = list(document.blocks)
    blocks.insert(at, Paragraph(text, "chỗ thêm"))
    return Document(tuple(blocks))


def with_cell(document: Document, at: int, row: int, column: int) -> Document:
    table = document.blocks[at]
    assert isinstance(table, DocumentTable)
    rows = list(table.rows)
    cells = list(rows[row].cells)
    cells[column] = f"{cells[column]}\n{ODD}".strip()
    rows[row] = DocumentRow(tuple(cells), rows[row].place)
    blocks = list(document.blocks)
    blocks[at] = DocumentTable(tuple(rows))
    return Document(tuple(blocks))


def read(name: str) -> Document:
    return read_text((SMALL / f"{name}.txt").read_bytes())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_paragraph_put_anywhere_is_told(name: str) -> None:
    document = read(name)
    lost = [
        (at, FORMS[at % len(FORMS)])
        for at in range(len(document.blocks) + 1)
        if MARK not in told(draft_of([with_paragraph(document, at, FORMS[at % len(FORMS)])]))
    ]
    assert lost == []


@pytest.mark.parametrize("name", ["resolution_annex", "merged_rows", "targets_beside_table"])
def test_what_is_put_into_any_cell_is_told(name: str) -> None:
    document = read(name)
    cells = [
        (at, i, j)
        for at, block in enumerate(document.blocks)
        if isinstance(block, DocumentTable)
        for i, row in enumerate(block.rows)
        for j in range(len(row.cells))
    ]
    lost = [cell for cell in cells if MARK not in told(draft_of([with_cell(document, *cell)]))]
    assert cells
    assert lost == []
