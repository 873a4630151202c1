from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0011_quoting_by_place"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("comment_count__gt", 0)),
                fields=["discussion", "-last_activity_at", "-id"],
                name="thread_latest_activity",
            ),
        ),
    ]
