from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_image_taken_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="is_decorative",
            field=models.BooleanField(
                default=False,
                help_text="It adds nothing to the words: whoever does not see it misses nothing.",
                verbose_name="decorative",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="alt_text",
            field=models.CharField(
                blank=True,
                help_text="What the picture shows, in a sentence, for those who do not see it.",
                max_length=300,
                verbose_name="alternative text",
            ),
        ),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt_text", ""), ("is_decorative", False), _connector="OR"),
                name="image_described_or_decorative",
                violation_error_message="A decorative picture has no alternative text: remove one of the two.",
            ),
        ),
    ]
