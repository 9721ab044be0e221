"""Advisers by field, and the ideas that people bring them before there is any application."""
