"""Hostile, broken and merely odd spreadsheet files, made from bytes."""
