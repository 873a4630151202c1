from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0019_discussions_inherit")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="report_count",
            field=models.PositiveSmallIntegerField(
                help_text="So many hid the comment, and no moderator. Empty: otherwise.",
                null=True,
                verbose_name="reports",
            ),
        ),
    ]
