import django.db.models.deletion
import mptt.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0002_thread"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.thread",
                        verbose_name="thread",
                    ),
                ),
                (
                    "parent",
                    mptt.fields.TreeForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="comments.comment",
                        verbose_name="in reply to",
                    ),
                ),
                ("tree_id", models.BigIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("published", "published"),
                            ("held", "held for approval"),
                            ("rejected", "rejected"),
                            ("removed", "removed"),
                        ],
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("body", models.TextField(verbose_name="text")),
                ("body_html", models.TextField(editable=False)),
                (
                    "posted_at",
                    models.DateTimeField(
                        help_text="Empty: an archive did not say.", null=True, verbose_name="posted"
                    ),
                ),
                (
                    "reader",
                    models.UUIDField(
                        help_text="The random id in the writer’s cookie.", null=True, verbose_name="reader"
                    ),
                ),
                (
                    "source_ref",
                    models.CharField(
                        blank=True,
                        help_text="Which comment of an imported document it is.",
                        max_length=64,
                        verbose_name="place in its source",
                    ),
                ),
                (
                    "verdicts",
                    models.JSONField(
                        default=list,
                        help_text="The answer of each check, in their order.",
                        verbose_name="what moderation said",
                    ),
                ),
                ("lft", models.PositiveIntegerField(editable=False)),
                ("rght", models.PositiveIntegerField(editable=False)),
                ("level", models.PositiveIntegerField(editable=False)),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "permissions": [("moderate_comment", "Can approve and reject comments")],
                "indexes": [
                    models.Index(fields=["tree_id", "lft"], name="comment_place_in_tree"),
                    models.Index(
                        condition=models.Q(("state", "published"), _negated=True),
                        fields=["state", "id"],
                        name="comment_unpublished",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tree_id", models.F("thread_id"))),
                        name="comment_tree_is_its_thread",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lft__gte", 1), ("rght__gt", models.F("lft"))),
                        name="comment_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", 0), ("lft", 1), ("parent", None)),
                            models.Q(("level__gt", 0), ("lft__gt", 1), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="comment_root_begins_its_tree",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("parent", None)), fields=("thread",), name="thread_has_one_root"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_ref", ""), _negated=True),
                        fields=("thread", "source_ref"),
                        name="comment_imported_once",
                    ),
                ],
            },
        ),
    ]
