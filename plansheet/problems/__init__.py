"""Problems and exceptions: what is said of somebody's data, and what stops the program."""

from plansheet.problems.catalogue import Severity
from plansheet.problems.exceptions import (
    DocumentError,
    FormError,
    InputError,
    OutputError,
    PeriodError,
    PlanError,
    PlansheetError,
    PlanUnreadableError,
)
from plansheet.problems.problem import (
    PROBLEM_FIELDS,
    LabelledCell,
    Place,
    Problem,
    ProblemGroup,
    Problems,
    grouped,
    has_errors,
    in_order,
    problem,
)

__all__ = [
    "PROBLEM_FIELDS",
    "DocumentError",
    "FormError",
    "InputError",
    "LabelledCell",
    "OutputError",
    "PeriodError",
    "Place",
    "PlanError",
    "PlanUnreadableError",
    "PlansheetError",
    "Problem",
    "ProblemGroup",
    "Problems",
    "Severity",
    "grouped",
    "has_errors",
    "in_order",
    "problem",
]
