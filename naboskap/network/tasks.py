"""What the worker does for the network's room."""

from naboskap.core.permissions import SYSTEM
from naboskap.network.actions import (
    erase_registrations,
    forget_brakes,
    forget_resting,
    forget_unconfirmed,
    release_unconfirmed,
    remind_of_events,
    work_on_issues,
)


def run_due() -> int:
    """Send the newsletter on, remind of events, forget who is to be; return how many were met."""
    forget_brakes(by=SYSTEM)
    return (
        work_on_issues(by=SYSTEM)
        + forget_unconfirmed(by=SYSTEM)
        + forget_resting(by=SYSTEM)
        + release_unconfirmed(by=SYSTEM)
        + remind_of_events(by=SYSTEM)
        + erase_registrations(by=SYSTEM)
    )
