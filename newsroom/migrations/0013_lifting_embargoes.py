from django.db import migrations


def permission(apps):
    """The permission, made under the very name that Django gives it if it is not there yet."""
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="article"
    )
    found, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        codename="lift_embargo",
        content_type=content_type,
        defaults={"name": "Can lift the embargo of articles"},
    )
    return found


def give(apps, schema_editor):
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="Chiefs")
    group.permissions.add(permission(apps))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name="Chiefs"):
        group.permissions.remove(permission(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0012_who_looks_after_the_site"),
        ("articles", "0029_article_embargo"),
    ]

    operations = [migrations.RunPython(give, take)]
