"""Case files, journal entries and private files: what must be found again."""
