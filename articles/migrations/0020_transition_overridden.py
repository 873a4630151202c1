from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_image_decorative"),
    ]

    operations = [
        migrations.AddField(
            model_name="transition",
            name="overridden",
            field=models.JSONField(
                default=list,
                help_text="The warnings in spite of which it was taken.",
                verbose_name="overridden",
            ),
        ),
    ]
