from django.db import migrations


class Migration(migrations.Migration):
    """An index for the last sections that carry a tag. Django makes the table between the two and declares no
    index on it, so that the state of the models has none either.
    """

    dependencies = [("articles", "0027_kind")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX edition_section_of_tag ON articles_editionsection_tags (tag_id, editionsection_id)",
            "DROP INDEX edition_section_of_tag",
        )
    ]
