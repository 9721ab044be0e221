"""What a demonstration has of events and newsletters: made by the house's own acts, and once."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from naboskap.accounts.models import User
from naboskap.advice.links import Holder
from naboskap.core import clock
from naboskap.network import actions
from naboskap.network.models import Event, Issue, Registration
from naboskap.network.queries.events import KIND
from naboskap.notifications.actions import forget_messages

# When an event is written: one that has been was still to come then.
BEFORE = timedelta(days=10)


@transaction.atomic
def show_event(row: Mapping[str, Any], *, by: User) -> None:
    """Arrange an event, with those who have registered: more than there are places for.

    Nothing brings a house into the past: an event that has been is arranged for a coming day, and
    its hours are moved.
    """
    if Event.objects.filter(form_key=row["key"]).exists():
        return
    day = clock.today() + timedelta(days=row["days"])
    begins = datetime.combine(day, time(row["hour"]), tzinfo=clock.OSLO)
    hours = {
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=row["hours"]),
        "register_by": begins + timedelta(days=row["register_days"] - row["days"]),
    }
    is_over = hours["ends_at"] < clock.now()
    ahead = clock.now() + BEFORE - begins if is_over else timedelta(0)
    event = actions.write_event(
        None,
        words={part: row[part] for part in Event.PARTS},
        link="",
        seats=row["seats"],
        revision=0,
        key=row["key"],
        by=by,
        **{name: at + ahead for name, at in hours.items()},
    )
    event = actions.show_event(event, by=by)
    for number, one in enumerate(row["registered"]):
        actions.register(event, **one, needs="", key=f"{row['key']}-{number}", by=AnonymousUser())
    for registration in Registration.objects.filter(event=event):
        actions.confirm_registration(registration, by=Holder(KIND, registration.key))
        forget_messages(registration)  # Nobody lives at these addresses.
    if is_over:
        Event.objects.filter(pk=event.pk).update(**hours)
        came = row["came"]
        actions.count_who_came(event, came_a=came["a"], came_b=came["b"], by=by)


@transaction.atomic
def send_newsletter(row: Mapping[str, Any], *, written_by: User, sent_by: User) -> None:
    """Send the first issue of the newsletter, one writing and another sending."""
    if Issue.objects.exists():
        return
    issue = actions.begin_issue(by=written_by)
    issue = actions.save_issue(
        issue,
        title=row["title"],
        text=row["text"],
        topics=row["topics"],
        revision=issue.revision,
        by=written_by,
    )
    issue = actions.propose_issue(issue, by=written_by)
    actions.send_issue(issue, revision=issue.revision, by=sent_by)
