"""Forms of an office's own: an existing workbook is learnt, issued, checked and totalled as it is.

`learning` makes a form of a blank workbook, `form_file` reads it; `issuing` writes it for agencies,
`reading` reads what comes back, `consolidating` adds it up, `writing` fills the totals in.
"""

from plansheet.own_forms.consolidating import FormConsolidation
from plansheet.own_forms.form_file import read_form
from plansheet.own_forms.learning import LearntForm, learn_form
from plansheet.own_forms.model import OwnForm
from plansheet.own_forms.official import compare_official
from plansheet.own_forms.returned import FormReturn

__all__ = [
    "FormConsolidation",
    "FormReturn",
    "LearntForm",
    "OwnForm",
    "compare_official",
    "learn_form",
    "read_form",
]
