from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advice", "0008_shared_answers")]

    operations = [
        migrations.AddField("thread", "link_sent_at", models.DateTimeField(null=True)),
    ]
