"""What may be found by whom, stemmed per language, on both databases."""
