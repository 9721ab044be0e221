"""Who is writing where just now. Advice to the other side, and no lock."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import Application, Presence
from naboskap.applications.queries import GONE_AFTER
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.permissions import Actor, may
from naboskap.questionnaires.queries import question_with

PARTS = frozenset({"basics", "activities", "participants", "money", "pair"})


@transaction.atomic
def note_writing(application: Application, section: str, *, by: Actor) -> None:
    """Note that somebody writes in a part of the draft, or in one of its texts.

    Said again every 20 seconds, and gone after a minute. Nothing of it is kept: a row for each
    person, written over, and rows of those who are gone are taken out. Rule APP-27: only a part
    that the draft has.
    """
    if not may(by, "applications.write_application", application):
        raise PermissionDenied
    known = section in PARTS or question_with(application.sheet.version, section)
    require("APP-27", known, _("The application has no such part."))
    now = clock.now()
    rows = Presence.objects.filter(application=application)
    rows.filter(seen_at__lt=now - timedelta(seconds=GONE_AFTER)).exclude(user_id=by.pk).delete()
    Presence.objects.bulk_create(
        [Presence(application=application, user_id=by.pk, section=section, seen_at=now)],
        update_conflicts=True,
        unique_fields=["application", "user"],
        update_fields=["section", "seen_at"],
    )
