"""Letters and receipts as tagged PDF, in the reader's language, with every required block."""
