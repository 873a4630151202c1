from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0009_paper")]

    operations = [
        migrations.CreateModel(
            name="Page",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        help_text="The last word of the page’s address, after /about/.",
                        max_length=80,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="text")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Low numbers come first.", verbose_name="position"
                    ),
                ),
                (
                    "is_in_footer",
                    models.BooleanField(
                        default=True,
                        help_text="Every page of the site then leads to it.",
                        verbose_name="in the footer",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Until it is, only the preview shows it.",
                        verbose_name="public",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last saved")),
            ],
            options={
                "verbose_name": "page about the paper",
                "verbose_name_plural": "pages about the paper",
                "ordering": ["position", "title"],
            },
        ),
    ]
