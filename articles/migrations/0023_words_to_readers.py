from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_take_down_permission"),
    ]

    operations = [
        migrations.AddField(
            model_name="transition",
            name="words_to_readers",
            field=models.TextField(
                blank=True,
                help_text="Why a story was taken down, as its page says.",
                verbose_name="words to readers",
            ),
        ),
    ]
