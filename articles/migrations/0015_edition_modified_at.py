from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_restored_from")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="modified_at",
            field=models.DateTimeField(
                help_text="What readers see as the time of the last change. Empty: none since the first edition.",
                null=True,
                verbose_name="updated",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="verb",
            field=models.CharField(
                choices=[
                    ("publish", "published"),
                    ("update", "updated"),
                    ("correct", "corrected"),
                    ("minor_fix", "minor fix"),
                ],
                default="publish",
                max_length=9,
                verbose_name="made by",
            ),
        ),
    ]
