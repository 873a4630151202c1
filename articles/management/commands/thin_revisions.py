from django.core.management.base import BaseCommand, CommandError

from articles.thinning import thin_revisions


class Command(BaseCommand):
    help = (
        "Removes old revisions: of days before the last --keep-days only each article's last revision of a "
        "day stays. What became an edition, what was restored, what an import stands on, and each "
        "article's newest always stay."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--keep-days", type=int, default=30, help="so many days keep all their revisions (30)"
        )
        parser.add_argument("--dry-run", action="store_true", help="report, and remove nothing")

    def handle(self, *, keep_days, dry_run, **options):
        if not 0 <= keep_days <= 36_500:
            raise CommandError("--keep-days is a number from 0 to 36500.")
        done = thin_revisions(keep_days=keep_days, dry_run=dry_run)
        removed = "To be removed" if dry_run else "Removed"
        self.stdout.write(
            f"Revisions older than {keep_days} days: {done.old}. {removed}: {done.removed}. "
            f"Kept: {done.old - done.removed}. Articles: {done.articles}."
        )
