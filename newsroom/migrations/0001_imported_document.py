import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0007_revision"),
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
                (
                    "content_hashes",
                    models.JSONField(
                        default=list,
                        help_text="SHA-256 of every file that has gone into the article: none does so twice.",
                    ),
                ),
                ("text", models.TextField(verbose_name="text as read")),
                (
                    "revision",
                    models.ForeignKey(
                        help_text="The article as it was imported: if it differs now, an editor has changed it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.revision",
                        verbose_name="revision",
                    ),
                ),
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
