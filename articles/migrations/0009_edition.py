import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_address"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="articles.revision",
                        verbose_name="revision",
                    ),
                ),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="articles.address",
                        verbose_name="address",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        help_text="When the story was first published.", verbose_name="published"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(help_text="When this edition went public.", verbose_name="made"),
                ),
                (
                    "retired_at",
                    models.DateTimeField(
                        help_text="Empty: readers see it now.", null=True, verbose_name="retired"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="headline")),
                ("standfirst", models.TextField(blank=True, verbose_name="standfirst")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="articles.desk",
                        verbose_name="desk",
                    ),
                ),
                ("byline", models.CharField(blank=True, max_length=300, verbose_name="by-line")),
                (
                    "authors",
                    models.ManyToManyField(
                        related_name="editions", to="articles.author", verbose_name="authors"
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["-number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("retired_at", None)),
                        fields=["-published_at", "-id"],
                        name="edition_latest",
                    ),
                    models.Index(
                        condition=models.Q(("retired_at", None)),
                        fields=["desk", "-published_at", "-id"],
                        name="edition_latest_of_desk",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "number"), name="edition_numbered_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("article",),
                        name="one_current_edition",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="articles.edition",
                        verbose_name="edition",
                    ),
                ),
                ("key", models.UUIDField()),
                ("ordering", models.PositiveIntegerField(verbose_name="position")),
                ("anchor", models.SlugField(max_length=80, verbose_name="anchor")),
                ("heading", models.CharField(blank=True, max_length=300, verbose_name="heading")),
                (
                    "image",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.image",
                        verbose_name="image",
                    ),
                ),
                (
                    "video",
                    models.CharField(
                        blank=True,
                        max_length=11,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9_-]{11}\\Z",
                                "Give the address of a YouTube video, or its eleven characters.",
                            )
                        ],
                        verbose_name="video",
                    ),
                ),
                ("html", models.TextField(verbose_name="HTML")),
                ("text", models.TextField(verbose_name="plain text")),
                (
                    "tags",
                    models.ManyToManyField(
                        related_name="edition_sections", to="articles.tag", verbose_name="tags"
                    ),
                ),
            ],
            options={
                "verbose_name": "section of an edition",
                "verbose_name_plural": "sections of editions",
                "ordering": ["ordering"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "ordering"), name="edition_section_position_once"
                    ),
                    models.UniqueConstraint(fields=("edition", "key"), name="edition_section_key_once"),
                    models.UniqueConstraint(fields=("edition", "anchor"), name="edition_section_anchor_once"),
                ],
                "indexes": [],
            },
        ),
    ]
