"""Consolidation → the report: written, read back, explained, handed on to the level above."""
