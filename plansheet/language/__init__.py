"""Vietnamese text, numbers and dates, and wordings in two languages."""
