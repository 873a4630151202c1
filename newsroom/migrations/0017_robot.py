import re

import django.core.validators
import django.db.models.functions.text
from django.db import migrations, models

import newsroom.robots


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0016_page_purpose"),
    ]

    operations = [
        migrations.CreateModel(
            name="Robot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As it calls itself, like GPTBot. * stands for all that have no rule of their own.",
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(?:\\*|[\\w-]+)\\Z",
                                "A name has letters, digits, “-” and “_” only.",
                                flags=re.RegexFlag["ASCII"],
                            )
                        ],
                        verbose_name="name",
                    ),
                ),
                (
                    "refused",
                    models.TextField(
                        blank=True,
                        default="/",
                        help_text="Beginnings of addresses, one a line, like /archive/. A single / is everything.",
                        validators=[newsroom.robots.validate_paths],
                        verbose_name="may not read",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule for a robot",
                "verbose_name_plural": "rules for robots",
                "ordering": [django.db.models.functions.text.Lower("name")],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="robot_named_once",
                        violation_error_message="There is a rule for this robot already.",
                    )
                ],
            },
        ),
    ]
