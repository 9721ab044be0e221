from django.db import migrations, models

KINDS = (
    "travel stay food visa rent interpreting services administration management materials own_work"
    " course_fee equipment investment marketing publications website film_production running_costs"
    " business_setup research humanitarian deficit other"
)


class Migration(migrations.Migration):
    """A line of the budget may be of no kind until it is sent."""

    dependencies = [("applications", "0024_told_before")]

    operations = [
        migrations.AlterField(
            "budgetline",
            "category",
            models.CharField(
                max_length=20,
                blank=True,
                choices=[(code, code.replace("_", " ").title()) for code in KINDS.split()],
            ),
        ),
    ]
