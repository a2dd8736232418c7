"""A plan as the appendix of the document that issues it: what the importer reads."""
