from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_where_it_comes_back_to")]

    operations = [
        migrations.AddField("message", "good_until", models.DateTimeField(null=True)),
    ]
