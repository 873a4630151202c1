import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0016_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("articles", "0011_edition_indexed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[("open", "open"), ("held", "held for approval"), ("closed", "closed")],
                        max_length=6,
                        verbose_name="discussions are",
                    ),
                ),
                (
                    "held_after_days",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Older stories’ comments wait for approval.",
                        null=True,
                        verbose_name="held after days",
                    ),
                ),
                (
                    "closed_after_days",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Older stories take no more comments.",
                        null=True,
                        verbose_name="closed after days",
                    ),
                ),
                (
                    "approvals_before_trust",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="A new reader’s comments wait until so many were published.",
                        null=True,
                        verbose_name="first comments held",
                    ),
                ),
                (
                    "links_held_above",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="A comment with more links waits for approval.",
                        null=True,
                        verbose_name="links",
                    ),
                ),
                (
                    "seconds_between_posts",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Of one reader.",
                        null=True,
                        verbose_name="seconds between comments",
                    ),
                ),
                (
                    "posts_of_reader",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Of one reader, at most.",
                        null=True,
                        verbose_name="comments in ten minutes",
                    ),
                ),
                (
                    "posts_of_network",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Of all readers of one network, at most.",
                        null=True,
                        verbose_name="comments in a minute",
                    ),
                ),
                (
                    "seconds_to_write",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Nobody answers on the reply page faster.",
                        null=True,
                        verbose_name="seconds to write",
                    ),
                ),
                (
                    "repeat_hours",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The same text again within so many hours is asked about.",
                        null=True,
                        verbose_name="repeats",
                    ),
                ),
                (
                    "capitals_percent",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="A text with a greater share of capitals, in hundredths, is asked about.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="capitals",
                    ),
                ),
                (
                    "rejections_percent",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Readers wait of whose comments so many hundredths were rejected.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="rejected share",
                    ),
                ),
                (
                    "rejections_days",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The time that the share is taken of.",
                        null=True,
                        verbose_name="rejected within days",
                    ),
                ),
                (
                    "score_asked_from",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="In hundredths: who scores as much is asked.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="score to ask",
                    ),
                ),
                (
                    "score_held_from",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="In hundredths: who scores as much waits.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="score to hold",
                    ),
                ),
                (
                    "scorer_milliseconds",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="In milliseconds.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(5000)],
                        verbose_name="time of the scorer",
                    ),
                ),
                (
                    "on_failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("publish", "publish, and show it to a moderator"),
                            ("hold", "hold for approval"),
                        ],
                        max_length=7,
                        verbose_name="if the scorer fails",
                    ),
                ),
                (
                    "reports_to_hide",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="A comment with so many is hidden until a moderator has seen it. 0: never.",
                        null=True,
                        verbose_name="reports",
                    ),
                ),
                (
                    "network_days",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Then nobody can say whence a comment came.",
                        null=True,
                        verbose_name="networks kept for days",
                    ),
                ),
            ],
            options={
                "verbose_name": "policy",
                "verbose_name_plural": "policies",
            },
        ),
        migrations.CreateModel(
            name="PolicyChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now_add=True, verbose_name="changed")),
                ("subject", models.CharField(max_length=250, verbose_name="of")),
                ("before", models.JSONField(default=dict, verbose_name="before")),
                ("after", models.JSONField(default=dict, verbose_name="after")),
            ],
            options={
                "verbose_name": "change of policy",
                "verbose_name_plural": "changes of policy",
                "ordering": ["-changed_at", "-pk"],
            },
        ),
        migrations.AlterField(
            model_name="discussion",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "as the desk says"),
                    ("open", "open"),
                    ("held", "held for approval"),
                    ("closed", "closed"),
                ],
                default="",
                max_length=6,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="policy",
            name="desk",
            field=models.OneToOneField(
                blank=True,
                help_text="Empty: the whole site.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.desk",
                verbose_name="desk",
            ),
        ),
        migrations.AddField(
            model_name="policychange",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="changed by",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Coalesce("desk", 0), name="one_policy_of_the_site"
            ),
        ),
    ]
