from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_hold_wishes_and_plans")]

    operations = [
        migrations.AddField(
            model_name="holdplan", name="chosen", field=models.JSONField(default=list)
        ),
    ]
