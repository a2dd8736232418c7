"""A published plan, in one document or several, becomes the draft of a plan workbook.

    file ──reader of its format──▶ Document ──understanding──▶ Draft

A reader knows its format and nothing of plans; the understanding is written once, over the neutral
form (`blocks`), and knows the ways in which provinces write plans, not any one plan.
"""

from plansheet.documents.draft import Draft
from plansheet.documents.draft_rows import UnusedLine
from plansheet.documents.expanding import with_districts
from plansheet.documents.reading import import_document

__all__ = ["Draft", "UnusedLine", "import_document", "with_districts"]
