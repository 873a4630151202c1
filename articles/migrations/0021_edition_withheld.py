from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_transition_overridden"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="edition",
            options={
                "ordering": ["-number"],
                "permissions": [("withhold_edition", "Can withhold earlier editions")],
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="withheld_at",
            field=models.DateTimeField(
                help_text="Since when readers cannot open this earlier edition.",
                null=True,
                verbose_name="withheld",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="withheld_reason",
            field=models.TextField(blank=True, help_text="For readers.", verbose_name="why it is withheld"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("withheld_at", None), ("retired_at__isnull", False), _connector="OR"),
                name="current_edition_is_not_withheld",
                violation_error_message="What readers see now is not withheld.",
            ),
        ),
    ]
