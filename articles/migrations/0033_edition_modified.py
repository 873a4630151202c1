from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0032_search_by_day"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("modified_at__isnull", False), ("retired_at", None)),
                fields=["published_at", "modified_at"],
                name="edition_modified",
            ),
        ),
    ]
