from django.db import migrations, models


def leave_triggers_to_come(apps, schema_editor):
    """newsroom/keeping/triggers.py makes them after the migrations."""


def drop_triggers(apps, schema_editor):
    """They write into the table that goes."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS newsroom_public_change() CASCADE")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'newsroom_public_change_%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0014_places_of_the_front_page")]

    operations = [
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.BigIntegerField()),
            ],
            options={"default_permissions": []},
        ),
        migrations.RunPython(leave_triggers_to_come, drop_triggers),
    ]
