from django.db import migrations, models
from django.db.models import Q

STATUSES = [
    ("proposed", "Proposed"),
    ("made", "Made"),
    ("returned", "Returned to the case officer"),
    ("lifted", "Lifted after a complaint"),
]


def say_who_was_right(apps, schema_editor):
    """A complaint that was settled before left its decision standing."""
    settled = apps.get_model("decisions", "Complaint").objects.filter(status="settled")
    settled.update(is_upheld=False)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("decision", "decision_status_is_known"),
        migrations.AlterField(
            "decision",
            "status",
            models.CharField(choices=STATUSES, default="proposed", max_length=20),
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=Q(status__in=[code for code, _words in STATUSES]),
                name="decision_status_is_known",
            ),
        ),
        migrations.AddField("complaint", "is_upheld", models.BooleanField(null=True)),
        migrations.RunPython(say_who_was_right, migrations.RunPython.noop),
        migrations.AddConstraint(
            "complaint",
            models.CheckConstraint(
                condition=Q(status="entered", is_upheld__isnull=True)
                | Q(status="settled", is_upheld__isnull=False),
                name="settled_says_who_was_right",
            ),
        ),
    ]
