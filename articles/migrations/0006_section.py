import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_article"),
    ]

    operations = [
        migrations.CreateModel(
            name="Section",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("ordering", models.IntegerField(default=0, verbose_name="position")),
                ("heading", models.CharField(blank=True, max_length=300, verbose_name="heading")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="articles.image",
                        verbose_name="image",
                    ),
                ),
                (
                    "video",
                    models.CharField(
                        blank=True,
                        help_text="The address of a YouTube video, or its eleven characters.",
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
                ("body", models.TextField(blank=True, verbose_name="text")),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Who, where and what this section is about: readers find it by its tags.",
                        to="articles.tag",
                        verbose_name="tags",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["ordering", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "key"), name="section_key_once_in_article"),
                    models.CheckConstraint(
                        condition=models.Q(("image", None), ("video", ""), _connector="OR"),
                        name="section_has_image_or_video",
                        violation_error_message="A section shows a picture or a video, not both.",
                    ),
                ],
                "indexes": [],
            },
        ),
    ]
