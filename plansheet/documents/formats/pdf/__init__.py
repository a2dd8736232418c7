"""A page of a .pdf → words → lines → paragraphs, and ruled tables → rows."""
