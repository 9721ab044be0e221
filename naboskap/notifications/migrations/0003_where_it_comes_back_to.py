from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_what_goes_to_a_list")]

    operations = [
        migrations.AddField(
            "message", "return_to", models.CharField(max_length=200, blank=True, default=""),
            preserve_default=False,
        ),
    ]
