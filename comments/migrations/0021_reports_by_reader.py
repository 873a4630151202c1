from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0020_decision_report_count")]

    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["reader", "-made_at"], name="report_of_reader"),
        ),
        migrations.AddIndex(
            model_name="errorreport",
            index=models.Index(fields=["reader", "-made_at"], name="error_of_reader"),
        ),
        migrations.AddIndex(
            model_name="errorreport",
            index=models.Index(
                condition=models.Q(("settled_at", None)), fields=["article"], name="error_open"
            ),
        ),
    ]
