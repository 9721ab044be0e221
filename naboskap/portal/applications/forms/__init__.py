"""What is typed into a draft. Saving accepts what is incomplete; only sending is strict."""
