from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0028_sections_of_a_tag"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-updated_at"],
                "permissions": [
                    ("publish_article", "Can publish articles"),
                    ("edit_every_desk", "Can edit the articles of every desk"),
                    ("take_down_article", "Can take down articles"),
                    ("lift_embargo", "Can lift the embargo of articles"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="embargo_until",
            field=models.DateTimeField(
                blank=True,
                help_text="Before that moment nobody publishes it, and readers find no trace of it.",
                null=True,
                verbose_name="embargo until",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("publish_at", None),
                    ("embargo_until", None),
                    ("publish_at__gte", models.F("embargo_until")),
                    _connector="OR",
                ),
                name="article_goes_out_after_embargo",
                violation_error_message="It would go out before its embargo ends.",
            ),
        ),
    ]
