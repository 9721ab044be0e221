"""What may be known outside about a party, and the gate that everything public passes."""
