import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0022_decision_waited")]

    operations = [
        migrations.RemoveIndex(model_name="comment", name="comment_picked"),
        migrations.AddField(
            model_name="comment",
            name="picked_in",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                help_text="The comment’s discussion, if it is picked.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="comments.discussion",
                verbose_name="picked in",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("picked_in__isnull", False)),
                fields=["picked_in", "-picked_at", "-id"],
                name="comment_picked_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("picked_at", None), ("picked_in", None)),
                    models.Q(("picked_at__isnull", False), ("picked_in__isnull", False)),
                    _connector="OR",
                ),
                name="comment_picked_somewhere",
            ),
        ),
    ]
