"""Instalments: prepared by one, released by another, booked; and closing."""
