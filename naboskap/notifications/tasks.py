"""What the worker does for the outbox."""

from naboskap.notifications.actions import send_due


def run_due() -> int:
    """Send what waits; return how many messages went out."""
    return send_due()
