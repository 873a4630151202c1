from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_edition"),
    ]

    operations = [
        migrations.AddField(
            model_name="tag",
            name="state",
            field=models.CharField(
                choices=[("suggested", "suggested"), ("confirmed", "confirmed"), ("dropped", "dropped")],
                default="confirmed",
                help_text="Suggested: found in a text by the importer. Dropped: readers do not see it, and it is not suggested again.",
                max_length=9,
                verbose_name="state",
            ),
        ),
    ]
