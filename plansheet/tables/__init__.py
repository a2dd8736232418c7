"""A form's table in a sheet: finding, reading, checking and writing it."""
