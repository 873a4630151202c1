import django.core.validators
from django.db import migrations, models

import newsroom.colours
import newsroom.paper


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0008_second_factor")]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        default=newsroom.paper.name_in_settings, max_length=60, verbose_name="name"
                    ),
                ),
                (
                    "tagline",
                    models.CharField(
                        blank=True,
                        help_text="A line below the name, on every page.",
                        max_length=120,
                        verbose_name="tagline",
                    ),
                ),
                (
                    "logo",
                    models.ImageField(
                        blank=True,
                        height_field="logo_height",
                        upload_to=newsroom.paper.new_path,
                        validators=[django.core.validators.FileExtensionValidator(["jpg", "png", "webp"])],
                        verbose_name="logo",
                        width_field="logo_width",
                    ),
                ),
                ("logo_width", models.PositiveIntegerField(editable=False, null=True)),
                ("logo_height", models.PositiveIntegerField(editable=False, null=True)),
                (
                    "icon",
                    models.ImageField(
                        blank=True,
                        upload_to=newsroom.paper.new_path,
                        validators=[django.core.validators.FileExtensionValidator(["jpg", "png", "webp"])],
                        verbose_name="icon",
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        default="#8a1c1c",
                        help_text="Of links, labels and buttons: dark enough to be read on a light page.",
                        max_length=7,
                        validators=[newsroom.colours.validate_on_light],
                        verbose_name="colour",
                    ),
                ),
                (
                    "accent_on_dark",
                    models.CharField(
                        default="#f0938a",
                        help_text="The same, bright enough to be read on a dark page.",
                        max_length=7,
                        validators=[newsroom.colours.validate_on_dark],
                        verbose_name="colour on dark pages",
                    ),
                ),
            ],
            options={
                "verbose_name": "the paper",
                "verbose_name_plural": "the paper",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_paper")],
            },
        ),
    ]
