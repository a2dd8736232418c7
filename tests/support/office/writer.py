"""Which XlsxWriter the workbooks in this repository were made with."""

from __future__ import annotations

import pytest
import xlsxwriter

needs_same_writer = pytest.mark.skipif(
    tuple(map(int, xlsxwriter.__version__.split(".")[:2])) < (3, 3),
    reason="XlsxWriter before 3.3 rounds the heights of rows in another way",
)
"""For tests that compare bytes with what another machine wrote."""
