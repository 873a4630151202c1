from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0013_lifting_embargoes"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="frontplace",
            options={
                "ordering": ["position", "-pk"],
                "verbose_name": "place on the front page",
                "verbose_name_plural": "places on the front page",
            },
        ),
    ]
