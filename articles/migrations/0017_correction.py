import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_modified_at_of_existing_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("serious", "serious: the note stands above the story"),
                            ("ordinary", "ordinary: the note stands at the story’s end"),
                        ],
                        default="ordinary",
                        max_length=8,
                        verbose_name="severity",
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        help_text="What was wrong, and what is right: plain text.",
                        verbose_name="words to readers",
                    ),
                ),
                (
                    "section_key",
                    models.UUIDField(
                        help_text="The lasting key of the section that was put right, if it was one.",
                        null=True,
                        verbose_name="section",
                    ),
                ),
                ("made_at", models.DateTimeField(db_index=True, verbose_name="made")),
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
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="articles.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="correction_has_words",
                        violation_error_message="A correction needs words for readers.",
                    )
                ],
            },
        ),
    ]
