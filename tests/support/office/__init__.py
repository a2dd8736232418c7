"""What the tests need of the office programs: Excel's rules, its validator, LibreOffice."""
