from django.db import migrations

GROUP = "Chief moderators"
GIVEN = {"policy": ["add", "change", "view"], "rule": ["add", "change", "view"], "policychange": ["view"]}


def permissions(apps):
    """The permissions, made under the very names that Django gives them if they are not there yet."""
    for model, verbs in GIVEN.items():
        content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="comments", model=model
        )
        noun = apps.get_model("comments", model)._meta.verbose_name
        for verb in verbs:
            permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
                codename=f"{verb}_{model}",
                content_type=content_type,
                defaults={"name": f"Can {verb} {noun}"},
            )
            yield permission


def make(apps, schema_editor):
    """Chief moderators do what moderators do, and set the policy."""
    groups = apps.get_model("auth", "Group").objects
    group, _created = groups.get_or_create(name=GROUP)
    for moderators in groups.filter(name="Moderators"):
        group.permissions.add(*moderators.permissions.all())
    group.permissions.add(*permissions(apps))


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0006_tries"),
        ("comments", "0024_editors_permissions"),
    ]

    operations = [migrations.RunPython(make, remove)]
