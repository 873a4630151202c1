from django.db import migrations
from django.db.models import Q

WRITE = ["add", "change", "view"]
ALL = [*WRITE, "delete"]
GIVEN = {
    "Desk editors": {
        "article": [*WRITE, "publish"],
        "section": ALL,
        "byline": ALL,
        "image": WRITE,
        "tag": ["view", "add"],
        "author": ["view", "add"],
        "desk": ["view"],
        "revision": ["view"],
        "importeddocument": ["view"],
        "comment": ["view"],
        "discussion": ["view"],
    },
    "Chiefs": {
        "article": [*ALL, "publish", "edit_every_desk"],
        "section": ALL,
        "byline": ALL,
        "image": ALL,
        "tag": ALL,
        "tagalias": ALL,
        "author": ALL,
        "desk": ALL,
        "revision": ["view"],
        "importeddocument": ["view"],
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
CODENAMES = {"edit_every_desk": "edit_every_desk"}
NAMES = {
    "publish_article": "Can publish articles",
    "edit_every_desk": "Can edit the articles of every desk",
    "moderate_comment": "Can approve and reject comments",
}


def find(apps, model, verb):
    """The permission, made under the very name that Django gives it if it is not there yet."""
    part = PARTS.get(model, "articles")
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=part, model=model
    )
    codename = CODENAMES.get(verb, f"{verb}_{model}")
    name = NAMES.get(codename, f"Can {verb} {apps.get_model(part, model)._meta.verbose_name}")
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        codename=codename, content_type=content_type, defaults={"name": name}
    )
    return permission


def give(apps, schema_editor):
    """Whoever could publish edited every desk, for desks had no editors: that stays so."""
    Group, User = apps.get_model("auth", "Group"), apps.get_model("auth", "User")
    publish, every_desk = find(apps, "article", "publish"), find(apps, "article", "edit_every_desk")
    for group in Group.objects.filter(permissions=publish):
        group.permissions.add(every_desk)
    for user in User.objects.filter(user_permissions=publish):
        user.user_permissions.add(every_desk)
    for name, models in GIVEN.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*(find(apps, model, verb) for model, verbs in models.items() for verb in verbs))


def take(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(Q(name="Desk editors") | Q(name="Chiefs")).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_groups"),
        ("articles", "0013_state_of_existing_articles"),
    ]

    operations = [migrations.RunPython(give, take)]
