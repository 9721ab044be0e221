"""Public cards, of our own grants and of the catalogue; shown as disclosure allows."""
