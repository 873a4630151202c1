from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_tag_state"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="indexed_at",
            field=models.DateTimeField(editable=False, help_text="When the search index took it.", null=True),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("indexed_at", None), ("retired_at", None)),
                fields=["id"],
                name="edition_not_indexed",
            ),
        ),
    ]
