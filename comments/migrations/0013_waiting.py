from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0012_thread_latest_activity")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="network",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="A keyed hash of where it came from; for limits and bans, and soon forgotten.",
                max_length=32,
                verbose_name="network",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="picked_at",
            field=models.DateTimeField(
                help_text="By an editor, to be shown first.", null=True, verbose_name="picked"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="urgency",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, help_text="Of what waits.", verbose_name="urgency"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="waiting_since",
            field=models.DateTimeField(
                help_text="For a moderator. Empty: for nobody.", null=True, verbose_name="waiting since"
            ),
        ),
    ]
