from django.db import migrations


def make_index(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX section_words ON modelsearch_indexentry USING gin ((title || body))", params=None
        )


def drop_index(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX section_words")


class Migration(migrations.Migration):
    """On PostgreSQL, modelsearch looks for words in the headings and the text together, and declares an index
    for each alone.
    """

    dependencies = [
        ("articles", "0030_share_link"),
        ("modelsearch", "0004_rename_modelsear_autocom_476c89_gin_modelsearch_autocom_ea8581_gin_and_more"),
    ]

    operations = [migrations.RunPython(make_index, drop_index)]
