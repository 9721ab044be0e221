from django.db import migrations, models
from django.db.models import Q

KNOWN = ["underway", "taken", "refused", "unknown", "dropped", "returned"]


class Migration(migrations.Migration):
    dependencies = [("network", "0006_reminders")]

    operations = [
        migrations.RemoveConstraint("delivery", "delivery_outcome_is_known"),
        migrations.AlterField(
            "delivery",
            "outcome",
            models.CharField(
                choices=[(one, one.capitalize()) for one in KNOWN], default="underway", max_length=10
            ),
        ),
        migrations.AddConstraint(
            "delivery",
            models.CheckConstraint(
                name="delivery_outcome_is_known", condition=Q(outcome__in=KNOWN)
            ),
        ),
    ]
