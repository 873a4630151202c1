import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("place", "place"),
                            ("organisation", "organisation"),
                            ("topic", "topic"),
                        ],
                        default="topic",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "kind"),
                        name="tag_named_once",
                        violation_error_message="There is a tag of this name and kind already.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="TagAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="articles.tag",
                        verbose_name="tag",
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "ordering": ["name"],
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
