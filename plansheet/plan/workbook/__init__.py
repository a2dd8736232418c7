"""The plan workbook: reading it, checking it, writing it."""
