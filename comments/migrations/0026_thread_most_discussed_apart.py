from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0025_rule_lifted_last"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="thread",
            name="thread_most_discussed",
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("comment_count__gte", 1)),
                fields=["discussion", "comment_count", "id"],
                name="thread_most_discussed",
            ),
        ),
    ]
