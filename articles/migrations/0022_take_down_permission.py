from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_edition_withheld"),
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
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
    ]
