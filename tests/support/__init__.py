"""What the tests share; README.md says which module gives what."""
