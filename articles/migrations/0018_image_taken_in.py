from django.db import migrations, models

import articles.models.image


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_correction"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="renditions",
            field=models.JSONField(
                default=list,
                editable=False,
                help_text="The widths in which it is stored beside the original, in pixels.",
                validators=[articles.models.image.validate_widths],
                verbose_name="widths",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="sha256",
            field=models.CharField(
                blank=True,
                db_index=True,
                editable=False,
                help_text="By this the same file is known when it comes again. Empty: it was never taken in.",
                max_length=64,
                verbose_name="SHA-256 of the upload",
            ),
        ),
    ]
