"""A document of one format → neutral blocks; nothing in here knows plans."""
