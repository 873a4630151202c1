import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0006_quoted_section"),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="continues",
            field=models.ForeignKey(
                help_text="The comment of a full thread that this thread’s first comment answers.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="comments.comment",
                verbose_name="continues",
            ),
        ),
    ]
