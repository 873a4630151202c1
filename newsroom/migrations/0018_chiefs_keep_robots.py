from django.db import migrations

VERBS = ["add", "change", "delete", "view"]


def permission(apps, verb):
    """The permission, made under the very name that Django gives it if it is not there yet."""
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsroom", model="robot"
    )
    noun = apps.get_model("newsroom", "robot")._meta.verbose_name
    made, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        codename=f"{verb}_robot", content_type=content_type, defaults={"name": f"Can {verb} {noun}"}
    )
    return made


def give(apps, schema_editor):
    """Chiefs say which robots may read what."""
    for group in apps.get_model("auth", "Group").objects.filter(name="Chiefs"):
        group.permissions.add(*(permission(apps, verb) for verb in VERBS))


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="newsroom", content_type__model="robot"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0017_robot")]

    operations = [migrations.RunPython(give, take)]
