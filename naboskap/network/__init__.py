"""The newsletter and its readers, and events with whoever registers for them."""
