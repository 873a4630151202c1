from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0009_comments_by_staff"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("comment_count__gt", 0)),
                fields=["discussion", "comment_count", "id"],
                name="thread_most_discussed",
            ),
        ),
    ]
