from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advice", "0009_lost_links")]

    operations = [
        migrations.CreateModel(
            name="LinkRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("digest", models.CharField(max_length=64)),
                ("origin", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("is_met", models.BooleanField(default=False)),
                ("is_mailed", models.BooleanField(default=False)),
            ],
        ),
        migrations.RemoveField("thread", "link_sent_at"),
    ]
