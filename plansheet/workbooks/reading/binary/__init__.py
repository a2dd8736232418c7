"""The binary formats .xls and .xlsb."""
