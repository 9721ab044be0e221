from django.db import migrations, models


class Migration(migrations.Migration):
    """What is paid each time is a unit of its own: it is neither a piece nor an hour."""

    dependencies = [("applications", "0025_costs_of_no_kind_yet")]

    operations = [
        migrations.AlterField(
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
                    ("occasion", "Occasion"),
                    ("piece", "Piece"),
                ],
            ),
        ),
    ]
