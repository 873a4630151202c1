import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0015_waiting_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("banned word", "word that is rejected"),
                            ("suspect word", "word that is held"),
                            ("allowed host", "host that does not count as a link"),
                            ("banned host", "host that is rejected"),
                            ("banned reader", "reader who is banned"),
                            ("banned network", "network that is banned"),
                        ],
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        help_text="A word or phrase, in which * stands for any letters; a host with all below it; an id.",
                        max_length=200,
                        verbose_name="what",
                    ),
                ),
                (
                    "until",
                    models.DateTimeField(
                        blank=True, help_text="Empty: for good.", null=True, verbose_name="until"
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("lifted_at", models.DateTimeField(editable=False, null=True, verbose_name="lifted")),
            ],
            options={
                "verbose_name": "rule",
                "verbose_name_plural": "rules",
                "ordering": ["kind", "value"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="is_effective",
            field=models.BooleanField(
                default=True, help_text="Not, if a colleague or the writer was first.", verbose_name="done"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="note",
            field=models.CharField(
                blank=True, help_text="For colleagues.", max_length=500, verbose_name="note"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("abuse", "it attacks somebody"),
                    ("hate", "it attacks people for what they are"),
                    ("spam", "it advertises something"),
                    ("off topic", "it has nothing to do with the story"),
                    ("private", "it tells what is private about somebody"),
                    ("unlawful", "it may be against the law"),
                    ("untrue", "it says as a fact what is not true"),
                    ("other", "it does not follow our guidelines"),
                ],
                max_length=9,
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="undoes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="undone_by",
                to="comments.decision",
                verbose_name="undoes",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="lifted_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="lifted by",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="because_of",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="decisions",
                to="comments.rule",
                verbose_name="because of",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["-decided_at", "-id"], name="decision_latest"),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("kind", "value"), name="rule_made_once"
            ),
        ),
    ]
