"""Wishes for a partner on the other side, and how two are put in touch through an adviser."""
