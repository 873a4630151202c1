from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0024_editors_permissions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="rule",
            index=models.Index(
                condition=models.Q(("lifted_at__isnull", False)),
                fields=["-lifted_at"],
                name="rule_lifted_last",
            ),
        ),
    ]
