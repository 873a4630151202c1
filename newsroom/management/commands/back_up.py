from django.core.management.base import BaseCommand, CommandError

from newsroom.backing_up import NotBackedUp, back_up


class Command(BaseCommand):
    help = (
        "Copies the database, as it is at one moment, and the uploads into a new folder, while people work."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", help="where; it must not exist yet")

    def handle(self, *, folder, **options):
        try:
            for path in back_up(folder):
                self.stdout.write(f"{path}: {path.stat().st_size:,} bytes")
        except (NotBackedUp, OSError) as error:
            raise CommandError(str(error)) from error
