"""What the sentences of a published plan say: tasks, indicators, who reports when."""
