"""The format .ods."""
