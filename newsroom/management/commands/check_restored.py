from django.core.management.base import BaseCommand, CommandError

from newsroom.backing_up import NotBackedUp, check_restored


class Command(BaseCommand):
    help = (
        "Compares the database and the uploads with the backup from which they were restored. Exit 1 if rows "
        "or files are missing."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", help="that of the backup")

    def handle(self, *, folder, **options):
        try:
            rows, files = check_restored(folder)
        except (NotBackedUp, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"All there: {rows:,} rows, {files:,} files.")
