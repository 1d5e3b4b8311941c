from django.db import migrations, models

import pejl.people.models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_indicator_rank'),
    ]

    operations = [
        migrations.AlterField(
            model_name='organisation',
            name='language',
            field=models.CharField(choices=pejl.people.models.list_languages, default='da', max_length=12, verbose_name='language of mails'),
        ),
    ]
