"""The draft that two sides write, from start to sent and confirmed."""
