"""The report as one page for a telephone: what is on it, how it looks, how it is searched."""
