from django.db import migrations, models
from django.db.models import Q

STATUSES = [
    ("offered", "Offered"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("lapsed", "Lapsed"),
    ("lifted", "Lifted after a complaint"),
    ("closed", "Closed"),
]


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("grant", "grant_status_is_known"),
        migrations.AlterField(
            "grant",
            "status",
            models.CharField(choices=STATUSES, default="offered", max_length=20),
        ),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=Q(status__in=[code for code, _words in STATUSES]),
                name="grant_status_is_known",
            ),
        ),
    ]
