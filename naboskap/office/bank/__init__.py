"""The project bank for staff: hide at once, and stand behind a partner's wish."""
