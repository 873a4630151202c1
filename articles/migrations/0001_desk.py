from django.db import migrations, models

import articles.slugs


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Desk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        help_text="The word in the desk’s address.",
                        max_length=80,
                        unique=True,
                        validators=[articles.slugs.refuse_reserved],
                        verbose_name="address",
                    ),
                ),
                ("description", models.CharField(blank=True, max_length=200, verbose_name="description")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Low numbers come first.", verbose_name="position"
                    ),
                ),
            ],
            options={
                "verbose_name": "desk",
                "verbose_name_plural": "desks",
                "ordering": ["position", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "slug__in",
                                [
                                    "about",
                                    "admin",
                                    "archive",
                                    "authors",
                                    "comments",
                                    "corrections",
                                    "feeds",
                                    "healthz",
                                    "media",
                                    "preview",
                                    "search",
                                    "static",
                                    "topics",
                                ],
                            ),
                            _negated=True,
                        ),
                        name="desk_shadows_no_page",
                        violation_error_message="This address belongs to another page.",
                    )
                ],
                "indexes": [],
            },
        ),
    ]
