from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0010_lines_are_counted'),
    ]

    operations = [
        migrations.AddField(
            model_name='budgetline',
            name='currency',
            field=models.CharField(blank=True, max_length=3),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='exchange_note',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='exchange_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='exchange_per',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='exchange_rate',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='exchange_source',
            field=models.CharField(blank=True, choices=[('norges_bank', 'Norges Bank'), ('by_hand', 'By Hand')], max_length=12),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='original_amount',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('currency', ''), ('exchange_rate', ''), ('original_amount__isnull', True)), models.Q(('exchange_per__gt', 0), ('original_amount__gte', 0), ('original_amount__isnull', False), ('exchange_on__isnull', False), ('exchange_source__in', ['norges_bank', 'by_hand']), models.Q(('currency', ''), _negated=True), models.Q(('exchange_rate', ''), _negated=True)), _connector='OR'), name='other_currency_has_rate_day_and_source'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('exchange_source', 'by_hand'), _negated=True), models.Q(('exchange_note', ''), _negated=True), _connector='OR'), name='rate_by_hand_says_where_it_was_found'),
        ),
    ]
