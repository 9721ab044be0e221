"""The fund's books: pots, their earmarks, money moved and never edited. Knows no grant."""
