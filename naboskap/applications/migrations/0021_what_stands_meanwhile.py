"""Say of what was sent again before 0020 which earlier text both sides have confirmed."""

from typing import Any

from django.db import migrations


def tell_what_stands(apps: Any, _schema_editor: Any) -> None:
    """Let the newest earlier text that each side with somebody on it has confirmed stand.

    Else a change that is not confirmed in time would take what both have confirmed with it.
    """
    application = apps.get_model("applications", "Application")
    seat = apps.get_model("applications", "Seat")
    snapshot = apps.get_model("applications", "Snapshot")
    waiting = application.objects.filter(status="submitted", stands_meanwhile__isnull=True)
    for one in waiting.order_by("pk"):
        seats = seat.objects.filter(application=one)
        taken = {row.pk for row in seats if row.organisation_id or row.described_as}
        sent = snapshot.objects.filter(application=one, lapsed_at__isnull=True)
        for earlier in sent.order_by("-number")[1:]:
            behind = set(earlier.confirmations.values_list("seat", flat=True))
            if behind and taken <= behind:
                application.objects.filter(pk=one.pk).update(stands_meanwhile=earlier.number)
                break


class Migration(migrations.Migration):
    dependencies = [("applications", "0020_a_change_that_lapses")]

    operations = [
        migrations.RunPython(tell_what_stands, migrations.RunPython.noop, elidable=True)
    ]
