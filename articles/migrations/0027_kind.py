from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0026_article_publish_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="kind",
            field=models.CharField(
                choices=[
                    ("news", "news"),
                    ("analysis", "analysis"),
                    ("opinion", "opinion"),
                    ("review", "review"),
                    ("interview", "interview"),
                ],
                default="news",
                help_text="Readers see above the headline what is not news.",
                max_length=9,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="kind",
            field=models.CharField(
                choices=[
                    ("news", "news"),
                    ("analysis", "analysis"),
                    ("opinion", "opinion"),
                    ("review", "review"),
                    ("interview", "interview"),
                ],
                default="news",
                max_length=9,
                verbose_name="kind",
            ),
        ),
    ]
