import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_edition_indexed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-updated_at"],
                "permissions": [
                    ("publish_article", "Can publish articles"),
                    ("edit_every_desk", "Can edit the articles of every desk"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="begun by",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="state",
            field=models.CharField(
                choices=[
                    ("idea", "idea"),
                    ("draft", "draft"),
                    ("submitted", "submitted"),
                    ("changes", "changes requested"),
                    ("ready", "ready"),
                    ("scheduled", "scheduled"),
                    ("published", "published"),
                    ("unpublished", "unpublished"),
                    ("taken_down", "taken down"),
                    ("spiked", "spiked"),
                ],
                db_index=True,
                default="draft",
                editable=False,
                max_length=11,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="editors",
            field=models.ManyToManyField(
                blank=True,
                help_text="Who edits this desk. Editors of every desk need not be named.",
                related_name="desks",
                limit_choices_to={"is_staff": True},
                to=settings.AUTH_USER_MODEL,
                verbose_name="desk editors",
            ),
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=20, verbose_name="act")),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("idea", "idea"),
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("changes", "changes requested"),
                            ("ready", "ready"),
                            ("scheduled", "scheduled"),
                            ("published", "published"),
                            ("unpublished", "unpublished"),
                            ("taken_down", "taken down"),
                            ("spiked", "spiked"),
                        ],
                        max_length=11,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("idea", "idea"),
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("changes", "changes requested"),
                            ("ready", "ready"),
                            ("scheduled", "scheduled"),
                            ("published", "published"),
                            ("unpublished", "unpublished"),
                            ("taken_down", "taken down"),
                            ("spiked", "spiked"),
                        ],
                        max_length=11,
                        verbose_name="to",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("words", models.TextField(blank=True, verbose_name="words")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transitions",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Empty: a program, or an account that is gone.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
                "ordering": ["-pk"],
            },
        ),
    ]
