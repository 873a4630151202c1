from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0005_unique_places"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="quoted_section",
            field=models.UUIDField(
                editable=False,
                help_text="The lasting key of the section of which the first paragraph repeats a passage.",
                null=True,
                verbose_name="quoted section",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("quoted_section__isnull", False)),
                fields=["quoted_section"],
                name="comment_quoting",
            ),
        ),
    ]
