import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0017_policies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("articles", "0011_edition_indexed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(verbose_name="words")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
            },
        ),
        migrations.CreateModel(
            name="ErrorReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.UUIDField(
                        help_text="The lasting key of the section it is in.",
                        null=True,
                        verbose_name="section",
                    ),
                ),
                ("words", models.TextField(verbose_name="words")),
                ("reader", models.UUIDField(verbose_name="reader")),
                ("network", models.CharField(blank=True, max_length=32, verbose_name="network")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
            ],
            options={
                "verbose_name": "report of an error",
                "verbose_name_plural": "reports of errors",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reader", models.UUIDField(verbose_name="reader")),
                ("network", models.CharField(blank=True, max_length=32, verbose_name="network")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("abuse", "It attacks or insults somebody"),
                            ("hate", "It attacks people for what they are"),
                            ("threat", "It threatens somebody"),
                            ("spam", "It advertises something"),
                            ("off topic", "It has nothing to do with the story"),
                            ("untrue", "It says as a fact what is not true"),
                            ("private", "It tells what is private about somebody"),
                            ("libel", "It damages a reputation unlawfully"),
                            ("unlawful", "It is against the law in another way, or infringes my rights"),
                        ],
                        max_length=9,
                        verbose_name="category",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="words")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["made_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="appeal",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="appeals",
                to="comments.decision",
                verbose_name="settled by",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="comment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appeal",
                to="comments.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AddField(
            model_name="errorreport",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.article",
                verbose_name="article",
            ),
        ),
        migrations.AddField(
            model_name="errorreport",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="settled by",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="comments.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reports",
                to="comments.decision",
                verbose_name="settled by",
            ),
        ),
        migrations.AddIndex(
            model_name="errorreport",
            index=models.Index(
                condition=models.Q(("network", ""), _negated=True),
                fields=["network", "-made_at"],
                name="error_of_network",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("settled_at", None)), fields=["comment"], name="report_open"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("network", ""), _negated=True),
                fields=["network", "-made_at"],
                name="report_of_network",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("comment", "reader"), name="reader_reports_comment_once"
            ),
        ),
    ]
