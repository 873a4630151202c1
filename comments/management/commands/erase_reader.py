from django.core.management.base import BaseCommand

from comments import subjects
from comments.privacy import belongings, erase


class Command(BaseCommand):
    help = "Blanks all that a reader has written, for good: the places of their comments stay. Asks nothing."

    def add_arguments(self, parser):
        subjects.add_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="say what there is, and change nothing")

    def handle(self, *, reader, comment, dry_run, **options):
        person = subjects.person_of(reader=reader, comment=comment)
        if dry_run:
            self.stdout.write(f"Would erase: {belongings(person)}.")
            return
        self.stdout.write(f"Erased: {erase(person)}.")
