"""The rules of changes: one file for each, in the folder of what it is about."""
