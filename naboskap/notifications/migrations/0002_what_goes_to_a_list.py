from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='given_up_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='leave_at',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['subject_type', 'subject_id'], name='message_by_its_subject'),
        ),
    ]
