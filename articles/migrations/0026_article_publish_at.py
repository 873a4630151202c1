from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0025_article_trash"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="publish_at",
            field=models.DateTimeField(
                editable=False,
                help_text="When a scheduled story goes out by itself.",
                null=True,
                verbose_name="goes out",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("publish_at", None), _negated=True),
                fields=["publish_at"],
                name="article_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publish_at__isnull", False), ("state", "scheduled")),
                    models.Q(models.Q(("state", "scheduled"), _negated=True), ("publish_at", None)),
                    _connector="OR",
                ),
                name="scheduled_article_has_time",
                violation_error_message="A scheduled story has a time, and only a scheduled one has.",
            ),
        ),
    ]
