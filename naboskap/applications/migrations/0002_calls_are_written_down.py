from django.db import migrations, models
from django.db.models import F, Q


def date_calls(apps, schema_editor):
    """A call that was written down before had one time: when it was written down."""
    calls = apps.get_model("applications", "Confirmation").objects.filter(way="call")
    calls.update(spoken_at=F("confirmed_at"))


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]

    operations = [
        migrations.AddField("confirmation", "spoken_at", models.DateTimeField(null=True)),
        migrations.RunPython(date_calls, migrations.RunPython.noop),
        migrations.AddConstraint(
            "confirmation",
            models.CheckConstraint(
                condition=~Q(way="call")
                | Q(spoken_at__isnull=False, recorded_by_id__isnull=False) & ~Q(said_by=""),
                name="a_call_is_written_down_whole",
            ),
        ),
    ]
