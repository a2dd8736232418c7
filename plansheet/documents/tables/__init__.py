"""What the tables of a published plan say."""
