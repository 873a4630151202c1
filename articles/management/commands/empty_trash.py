from django.core.management.base import BaseCommand, CommandError

from articles.trash import KEPT_DAYS, empty


class Command(BaseCommand):
    help = (
        "Deletes articles that have been in the trash for --keep-days, with their sections, revisions and "
        "comments. What was ever published is never deleted."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--keep-days", type=int, default=KEPT_DAYS, help=f"so long can one be restored ({KEPT_DAYS})"
        )
        parser.add_argument("--dry-run", action="store_true", help="report, and delete nothing")

    def handle(self, *, keep_days, dry_run, **options):
        if not 0 <= keep_days <= 36_500:
            raise CommandError("--keep-days is a number from 0 to 36500.")
        done = "To be deleted" if dry_run else "Deleted"
        titles = []
        for title in empty(days=keep_days, dry_run=dry_run):
            titles.append(title)
            self.stdout.write(f"{done}: {title}")
        self.stdout.write(f"{done}: {len(titles)} articles.")
