import json
from pathlib import Path

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from comments import subjects
from comments.disclosing import disclosed


class Command(BaseCommand):
    """One JSON object, UTF-8; comments/disclosing.py says what each of its parts is. Times are ISO 8601."""

    help = "Hands out all that is kept of a reader, as JSON: comments, appeals, reports, decisions, bans."

    def add_arguments(self, parser):
        subjects.add_arguments(parser)
        parser.add_argument("--file", type=Path, help="written there instead of to standard output")

    def handle(self, *, reader, comment, file, **options):
        record = disclosed(subjects.person_of(reader=reader, comment=comment))
        text = json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        if not file:
            self.stdout.write(text)
            return
        file.write_text(f"{text}\n", encoding="utf-8")
        self.stdout.write(f"{file}: {len(record['comments'])} comments.")
