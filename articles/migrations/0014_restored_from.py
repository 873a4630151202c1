import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_state_of_existing_articles"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="restored_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="articles.revision",
                verbose_name="restored from",
            ),
        ),
    ]
