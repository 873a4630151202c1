from django.db import migrations

ALL = ["add", "change", "delete", "view"]
GIVEN = {
    "Chiefs": {"paper": ["add", "change", "view"], "page": ALL, "frontplace": ALL},
    "Editors": {"page": ["view"], "frontplace": ALL},
}


def permission(apps, model, verb):
    """The permission, made under the very name that Django gives it if it is not there yet."""
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsroom", model=model
    )
    noun = apps.get_model("newsroom", model)._meta.verbose_name
    made, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        codename=f"{verb}_{model}", content_type=content_type, defaults={"name": f"Can {verb} {noun}"}
    )
    return made


def give(apps, schema_editor):
    """Chiefs say what the paper is called and says of itself; editors of every desk arrange its front page."""
    for name, models in GIVEN.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.add(
                *(permission(apps, model, verb) for model, verbs in models.items() for verb in verbs)
            )


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="newsroom", content_type__model__in=["paper", "page", "frontplace"]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0011_front_place")]

    operations = [migrations.RunPython(give, take)]
