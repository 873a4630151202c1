import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "__first__"),
        ("comments", "0003_comment"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="comments.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "moderator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderator",
                    ),
                ),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="decided")),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("published", "published"),
                            ("held", "held for approval"),
                            ("rejected", "rejected"),
                            ("removed", "removed"),
                        ],
                        max_length=9,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("published", "published"),
                            ("held", "held for approval"),
                            ("rejected", "rejected"),
                            ("removed", "removed"),
                        ],
                        max_length=9,
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-decided_at", "-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
