from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_former_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="trashed_at",
            field=models.DateTimeField(
                editable=False,
                help_text="Empty: it is not in the trash.",
                null=True,
                verbose_name="in the trash since",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("trashed_at__isnull", False)),
                fields=["trashed_at"],
                name="article_in_trash",
            ),
        ),
    ]
