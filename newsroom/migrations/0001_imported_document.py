import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0005_article"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "identity",
                    models.CharField(
                        help_text="A hash of what makes the document the same when it comes again.",
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("file_name", models.CharField(max_length=1000, verbose_name="file")),
                ("source_url", models.TextField(blank=True, verbose_name="source")),
                ("content_hash", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("text", models.TextField(verbose_name="text as read")),
                ("imported_at", models.DateTimeField(auto_now_add=True, verbose_name="imported")),
            ],
            options={
                "verbose_name": "imported document",
                "verbose_name_plural": "imported documents",
                "ordering": ["-imported_at", "-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
