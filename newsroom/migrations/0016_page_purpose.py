from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0015_public_change"),
    ]

    operations = [
        migrations.AddField(
            model_name="page",
            name="purpose",
            field=models.CharField(
                blank=True,
                choices=[
                    ("publishingPrinciples", "what the paper stands for"),
                    ("ethicsPolicy", "ethics"),
                    ("correctionsPolicy", "how mistakes are corrected"),
                    ("verificationFactCheckingPolicy", "how facts are checked"),
                    ("unnamedSourcesPolicy", "unnamed sources"),
                    ("noBylinesPolicy", "stories without a by-line"),
                    ("actionableFeedbackPolicy", "how readers take part"),
                    ("diversityPolicy", "diversity"),
                    ("ownershipFundingInfo", "who owns and funds the paper"),
                    ("missionCoveragePrioritiesPolicy", "what the paper reports on"),
                    ("masthead", "who makes the paper"),
                ],
                help_text="Search engines are told where the paper says this. It has to be in the footer.",
                max_length=31,
                verbose_name="says",
            ),
        ),
        migrations.AddConstraint(
            model_name="page",
            constraint=models.UniqueConstraint(
                condition=models.Q(("purpose", ""), _negated=True),
                fields=("purpose",),
                name="page_for_each_purpose",
                violation_error_message="Another page says this already.",
            ),
        ),
    ]
