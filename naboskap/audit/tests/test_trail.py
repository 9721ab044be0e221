from datetime import UTC, datetime

import pytest
import time_machine
from django.db import DatabaseError, transaction

from naboskap.audit.actions import record, seal_entries
from naboskap.audit.models import Entry, Refused
from naboskap.audit.queries import broken_seal, trail_of
from naboskap.core.permissions import SYSTEM

pytestmark = pytest.mark.django_db


def test_the_database_refuses_to_change_an_entry():
    subject = Refused.objects.create(reason="APP-1", path="/")
    with transaction.atomic():
        record("audit.try", subject, by=SYSTEM)

    for act in (lambda: Entry.objects.update(action="other"), Entry.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert [entry.action for entry in trail_of(subject)] == ["audit.try"]


def test_what_is_sealed_is_checked():
    subject = Refused.objects.create(reason="APP-1", path="/")
    with time_machine.travel(datetime(2021, 10, 4, tzinfo=UTC)), transaction.atomic():
        record("audit.try", subject, by=SYSTEM, amount=1)

    assert seal_entries() is not None
    assert seal_entries() is None
    assert broken_seal() is None
