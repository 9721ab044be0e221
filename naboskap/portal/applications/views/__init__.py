"""The pages of the draft: fetch what may be seen, act, answer."""
