from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0011_lines_in_other_currencies'),
    ]

    operations = [
        migrations.AddField(
            model_name='budgetline',
            name='pasted',
            field=models.CharField(blank=True, max_length=32),
        ),
    ]
