from django.db import migrations, models

STATES = [
    ("published", "published"),
    ("held", "held for approval"),
    ("rejected", "rejected"),
    ("removed", "removed"),
    ("withdrawn", "withdrawn by its writer"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0007_thread_continues"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="edited_at",
            field=models.DateTimeField(
                help_text="By its writer, the last time.", null=True, verbose_name="changed"
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="state",
            field=models.CharField(choices=STATES, max_length=9, verbose_name="state"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="from_state",
            field=models.CharField(choices=STATES, max_length=9, verbose_name="from"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="to_state",
            field=models.CharField(choices=STATES, max_length=9, verbose_name="to"),
        ),
    ]
