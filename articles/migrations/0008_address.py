import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_revision"),
    ]

    operations = [
        migrations.CreateModel(
            name="Address",
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
                        related_name="addresses",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        help_text="The newsroom’s calendar day of the first publication.", verbose_name="date"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, verbose_name="slug")),
            ],
            options={
                "verbose_name": "address",
                "verbose_name_plural": "addresses",
                "constraints": [models.UniqueConstraint(fields=("date", "slug"), name="address_used_once")],
                "indexes": [],
            },
        ),
    ]
