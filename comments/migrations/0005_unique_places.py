from django.db import migrations, models

INDEX = models.Index(fields=["tree_id", "lft"], name="comment_place_in_tree")
# A reply moves what stands behind it, row by row, so two rows share a place for a moment: the database looks when
# the transaction ends. SQLite cannot wait, and there the plain index stays.
UNIQUE = models.UniqueConstraint(
    fields=["tree_id", "lft"], name="comment_place_taken_once", deferrable=models.Deferrable.DEFERRED
)


def make_unique(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        comment = apps.get_model("comments", "Comment")
        schema_editor.add_constraint(comment, UNIQUE)
        schema_editor.remove_index(comment, INDEX)


def make_plain(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        comment = apps.get_model("comments", "Comment")
        schema_editor.add_index(comment, INDEX)
        schema_editor.remove_constraint(comment, UNIQUE)


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_decision")]

    operations = [migrations.RunPython(make_unique, make_plain)]
