from django.db import migrations

GIVEN = {
    "Desk editors": [("edition", "withhold_edition")],
    "Editors": [("edition", "withhold_edition"), ("article", "take_down_article")],
    "Chiefs": [("edition", "withhold_edition"), ("article", "take_down_article")],
}
NAMES = {
    "withhold_edition": "Can withhold earlier editions",
    "take_down_article": "Can take down articles",
}


def find(apps, model, codename):
    """The permission, made under the very name that Django gives it if it is not there yet."""
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model=model
    )
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        codename=codename, content_type=content_type, defaults={"name": NAMES[codename]}
    )
    return permission


def give(apps, schema_editor):
    for name, permissions in GIVEN.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(find(apps, *permission) for permission in permissions))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GIVEN):
        group.permissions.remove(*(find(apps, *permission) for permission in GIVEN[group.name]))


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0003_roles"),
        ("articles", "0022_take_down_permission"),
    ]

    operations = [migrations.RunPython(give, take)]
