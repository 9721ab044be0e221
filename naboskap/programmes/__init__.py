"""What the funder offers: programmes, rounds and criteria, and how each is decided."""
