"""The shelves: all file and database work of the archive, no rules."""
