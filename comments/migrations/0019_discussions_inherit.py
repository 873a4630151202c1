from django.db import migrations


def inherit(apps, schema_editor):
    """Open was what a discussion was unless somebody had said otherwise."""
    apps.get_model("comments", "Discussion").objects.filter(state="open").update(state="")


def open_again(apps, schema_editor):
    apps.get_model("comments", "Discussion").objects.filter(state="").update(state="open")


class Migration(migrations.Migration):
    dependencies = [("comments", "0018_reports")]

    operations = [migrations.RunPython(inherit, open_again)]
