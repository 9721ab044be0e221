from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0012_pasted_lines_bear_a_mark'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='led_by',
            field=models.CharField(blank=True, choices=[('a', 'A'), ('b', 'B'), ('both', 'Both')], max_length=4),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('led_by__in', ['', 'a', 'b', 'both'])), name='activity_is_led_by_a_side_or_both'),
        ),
    ]
