from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("comments", "0023_picks")]

    operations = [
        migrations.AlterModelOptions(
            name="comment",
            options={
                "permissions": [
                    ("moderate_comment", "Can approve and reject comments"),
                    ("pick_comment", "Can pick comments on the stories that they edit"),
                ],
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
            },
        ),
        migrations.AlterModelOptions(
            name="discussion",
            options={
                "permissions": [
                    ("steer_discussion", "Can open, hold and close discussions of the stories they edit")
                ],
                "verbose_name": "discussion",
                "verbose_name_plural": "discussions",
            },
        ),
    ]
