import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("applications", "0009_latin_names")]

    operations = [
        migrations.AddField(
            "budgetline",
            "unit",
            models.CharField(
                max_length=8,
                default="whole",
                choices=[
                    ("whole", "Whole"),
                    ("person", "Person"),
                    ("night", "Night"),
                    ("day", "Day"),
                    ("hour", "Hour"),
                    ("trip", "Trip"),
                    ("piece", "Piece"),
                ],
            ),
        ),
        migrations.AddField(
            "budgetline", "quantity_hundredths", models.PositiveIntegerField(null=True)
        ),
        migrations.AddField(
            "budgetline",
            "activity",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="applications.activity",
            ),
        ),
        migrations.AddConstraint(
            "budgetline",
            models.CheckConstraint(
                condition=Q(unit="whole") | Q(
 quantity_hundredths__isnull=False, rate__isnull=False, quantity_hundredths__gt=0, rate__gte=0),
                name="what_is_counted_has_quantity_and_rate",
            ),
        ),
    ]
