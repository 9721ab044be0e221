"""The case: who handles it, impartiality, questions to the pair, assessment by criteria."""
