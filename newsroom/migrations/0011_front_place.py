import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0010_page"), ("articles", "0025_article_trash")]

    operations = [
        migrations.CreateModel(
            name="FrontPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "lead story"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth")],
                        default=1,
                        help_text="Of two stories with the same place, the one that was put there last has it.",
                        verbose_name="place",
                    ),
                ),
                (
                    "until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: until somebody takes it away.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "article",
                    models.OneToOneField(
                        error_messages={"unique": "This story has a place already."},
                        help_text="It is shown once it is public, and no longer than it is.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "place on the front page",
                "verbose_name_plural": "front page",
                "ordering": ["position", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1), ("position__lte", 5)),
                        name="front_place_exists",
                    )
                ],
            },
        ),
    ]
