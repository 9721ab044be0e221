from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0005_one_click_one_event")]

    operations = [
        migrations.AddField("registration", "reminded_at", models.DateTimeField(null=True)),
    ]
