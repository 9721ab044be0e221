"""Forms as rows: versions, questions with an identity, and answers that are never lost."""
