"""The formats .xlsx and .xlsm."""
