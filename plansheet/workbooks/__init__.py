"""Spreadsheet files: those of strangers read, ours written; nothing in here knows forms."""
