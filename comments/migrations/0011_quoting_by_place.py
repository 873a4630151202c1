from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0010_thread_most_discussed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="comment",
            name="comment_quoting",
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("quoted_section__isnull", False), ("state", "published")),
                fields=["quoted_section", "tree_id", "lft"],
                name="comment_quoting",
            ),
        ),
    ]
