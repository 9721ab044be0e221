from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0023_stumbles_while_writing'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='told_before',
            field=models.JSONField(default=dict),
        ),
    ]
