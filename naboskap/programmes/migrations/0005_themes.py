from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_signs_and_extensions")]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="themes",
            field=models.JSONField(default=list),
        ),
    ]
