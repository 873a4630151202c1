from django.db import migrations
from django.db.models import F
from django.db.models.functions import Coalesce, Now


def fill(apps, schema_editor):
    """What is held has waited since it was posted."""
    held = apps.get_model("comments", "Comment").objects.filter(state="held", waiting_since=None)
    held.order_by().update(waiting_since=Coalesce(F("posted_at"), Now()))


class Migration(migrations.Migration):
    dependencies = [("comments", "0013_waiting")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
