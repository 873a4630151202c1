from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    """Every edition after the first was an update, for there was no other verb."""
    later = apps.get_model("articles", "Edition").objects.filter(number__gt=1)
    later.update(verb="update", modified_at=F("made_at"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_edition_modified_at")]

    # The columns themselves go with the migration before.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
