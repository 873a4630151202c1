import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_discussion"),
    ]

    operations = [
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "discussion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="threads",
                        to="comments.discussion",
                        verbose_name="discussion",
                    ),
                ),
                (
                    "sort_key",
                    models.BigIntegerField(
                        help_text="The place among the discussion’s threads: microseconds since 1970, mostly of its first comment."
                    ),
                ),
                (
                    "comment_count",
                    models.PositiveIntegerField(
                        default=0, help_text="Those that readers can see.", verbose_name="comments"
                    ),
                ),
                ("last_activity_at", models.DateTimeField(null=True, verbose_name="last activity")),
            ],
            options={
                "verbose_name": "thread",
                "verbose_name_plural": "threads",
                "indexes": [
                    models.Index(
                        condition=models.Q(("comment_count__gt", 0)),
                        fields=["discussion", "sort_key", "id"],
                        name="thread_oldest_first",
                    )
                ],
                "constraints": [],
            },
        ),
    ]
