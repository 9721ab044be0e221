"""The applicant's and the partner's door (Min side)."""
