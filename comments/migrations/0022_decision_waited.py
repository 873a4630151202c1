from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0021_reports_by_reader"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="urgency",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="urgency"),
        ),
        migrations.AddField(
            model_name="decision",
            name="waited_since",
            field=models.DateTimeField(
                help_text="What the comment said when it was decided about.",
                null=True,
                verbose_name="waited since",
            ),
        ),
    ]
