"""How a date is written in a mail: as it stands inside a sentence, without a full stop."""
