from django.db import migrations


def give(apps, schema_editor):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsroom", model="tries"
    )
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        codename="reset_second_factor",
        content_type=content_type,
        defaults={"name": "Can reset colleagues’ second factor"},
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Chiefs"):
        group.permissions.add(permission)


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(codename="reset_second_factor").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0007_chief_moderators"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="tries",
            options={
                "default_permissions": [],
                "permissions": [("reset_second_factor", "Can reset colleagues’ second factor")],
                "verbose_name": "tries",
                "verbose_name_plural": "tries",
            },
        ),
        migrations.RunPython(give, take),
    ]
