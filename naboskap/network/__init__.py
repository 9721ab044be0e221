"""The newsletter: who gets it, what it says, and the proof that it went out once."""
