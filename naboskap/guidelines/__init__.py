"""Rulebooks as dated data, and the judge that answers while one writes. Knows no application."""
