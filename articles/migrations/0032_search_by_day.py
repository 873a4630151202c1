from django.db import migrations

WORDS = "CREATE INDEX section_words ON modelsearch_indexentry USING gin "
# The word of articles.frequent for the day of each section that was indexed before.
DAYS = {
    "postgresql": """
        UPDATE modelsearch_indexentry AS entry
        SET autocomplete = to_tsvector('simple', to_char(published_at AT TIME ZONE 'UTC', '"d"YYYYMMDD'))
        FROM articles_editionsection AS section, articles_edition AS edition
        WHERE object_id = section.id::text AND edition.id = edition_id AND content_type_id = %s
    """,
    "sqlite": """
        UPDATE modelsearch_indexentry SET autocomplete = (
            SELECT 'd' || strftime('%%Y%%m%%d', published_at)
            FROM articles_editionsection AS section JOIN articles_edition AS edition ON edition.id = edition_id
            WHERE section.id = CAST(object_id AS INTEGER)
        ) WHERE content_type_id = %s
    """,
}


def tell_days(apps, schema_editor):
    sections = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="articles", model="editionsection"
    )
    for section in sections:
        schema_editor.execute(DAYS[schema_editor.connection.vendor], [section.pk])


def index_days(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX section_words", params=None)
        schema_editor.execute(WORDS + "((title || body), autocomplete)", params=None)


def index_words_alone(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX section_words", params=None)
        schema_editor.execute(WORDS + "((title || body))", params=None)


class Migration(migrations.Migration):
    """The search index knows the day of each section, so that it can look for words in a stretch of time."""

    dependencies = [
        ("articles", "0031_search_by_both_columns"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(tell_days, migrations.RunPython.noop),
        migrations.RunPython(index_days, index_words_alone),
    ]
