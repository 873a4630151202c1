from django.db import migrations

GROUPS = ["Editors", "Desk editors", "Chiefs"]
GIVEN = {
    "comment": ("pick_comment", "Can pick comments on the stories that they edit"),
    "discussion": ("steer_discussion", "Can open, hold and close discussions of the stories they edit"),
}


def permissions(apps):
    """The permissions, made under the very names that Django gives them if they are not there yet."""
    for model, (codename, name) in GIVEN.items():
        content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="comments", model=model
        )
        permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
            codename=codename, content_type=content_type, defaults={"name": name}
        )
        yield permission


def give(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions(apps))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*permissions(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0004_publishing_verbs"),
        ("comments", "0024_editors_permissions"),
    ]

    operations = [migrations.RunPython(give, take)]
