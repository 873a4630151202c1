from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0014_fill_waiting")]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("waiting_since__isnull", False)),
                fields=["-urgency", "waiting_since", "id"],
                name="comment_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("reader__isnull", False)),
                fields=["reader", "-id"],
                name="comment_of_reader",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("network", ""), _negated=True),
                fields=["network", "-id"],
                name="comment_of_network",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("picked_at__isnull", False)), fields=["tree_id"], name="comment_picked"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    ("waiting_since__isnull", False),
                    _connector="OR",
                ),
                name="comment_held_is_waiting",
            ),
        ),
    ]
