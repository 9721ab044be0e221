"""Organisations on every side, where they are, who speaks for them, and what they owe."""
