from django.db import migrations

WRITE = ["add", "change", "view"]
STAFF = {
    "Reporters": {
        "article": WRITE,
        "section": [*WRITE, "delete"],
        "byline": [*WRITE, "delete"],
        "image": WRITE,
        "tag": ["view"],
        "author": ["view"],
        "desk": ["view"],
        "revision": ["view"],
        "importeddocument": ["view"],
    },
    "Editors": {
        "article": [*WRITE, "delete", "publish"],
        "section": [*WRITE, "delete"],
        "byline": [*WRITE, "delete"],
        "image": [*WRITE, "delete"],
        "tag": [*WRITE, "delete"],
        "tagalias": [*WRITE, "delete"],
        "author": [*WRITE, "delete"],
        "desk": [*WRITE, "delete"],
        "revision": ["view"],
        "importeddocument": ["view"],
        "comment": ["view"],
        "discussion": WRITE,
    },
    "Moderators": {
        "article": ["view"],
        "comment": ["view", "moderate"],
        "decision": ["view"],
        "discussion": WRITE,
    },
}
PARTS = {
    "comment": "comments",
    "decision": "comments",
    "discussion": "comments",
    "importeddocument": "newsroom",
}
NAMES = {
    "publish_article": "Can publish articles",
    "moderate_comment": "Can approve and reject comments",
}


def make_groups(apps, schema_editor):
    """The groups with their permissions. Django makes permissions only after all migrations, so they are made here,
    under the very names that Django gives them; it then finds them and leaves them alone.
    """
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for group_name, models in STAFF.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=group_name)
        for model, verbs in models.items():
            part = PARTS.get(model, "articles")
            content_type, _created = content_types.get_or_create(app_label=part, model=model)
            verbose_name = apps.get_model(part, model)._meta.verbose_name
            for verb in verbs:
                codename = f"{verb}_{model}"
                name = NAMES.get(codename, f"Can {verb} {verbose_name}")
                permission, _created = permissions.get_or_create(
                    codename=codename, content_type=content_type, defaults={"name": name}
                )
                group.permissions.add(permission)


def drop_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=STAFF).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_imported_document"),
        ("articles", "0009_edition"),
        ("comments", "0005_unique_places"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, drop_groups)]
