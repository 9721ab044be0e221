"""The secretariat's and the board's door (saksbehandling)."""
