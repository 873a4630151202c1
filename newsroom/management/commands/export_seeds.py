from collections import Counter

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from articles.models import Desk, Image
from newsroom.exporting.folder import write_folders
from newsroom.exporting.lines import STANDARD_OUTPUT, write_lines
from newsroom.exporting.selection import articles_of
from newsroom.importing.reports import counted


class Command(BaseCommand):
    help = (
        "Exports articles with their discussions: as text dumps in the form that import_seeds reads, into a "
        "folder with a sub-folder for each desk; or, with --json, as lines of JSON that carry everything."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            help="a folder (with --json a file, or - for standard output); each of several gets the same",
        )
        parser.add_argument("--desk", default="", metavar="SLUG", help="only the articles of this desk")
        parser.add_argument(
            "--json", action="store_true", help="everything, as lines of JSON, which import_seeds reads too"
        )

    def handle(self, *, paths, desk, json, **options):
        articles = articles_of(self.find_desk(desk)) if desk else articles_of()
        paths = list(dict.fromkeys(paths))
        try:
            if json:
                self.export_lines(articles, paths)
            else:
                # A dump cannot say that it is thrown away.
                self.export_dumps(articles.kept(), paths)
        except OSError as error:
            raise CommandError(
                f"{error.filename or 'The archive'} cannot be written: {error.strerror}", returncode=1
            ) from error

    def find_desk(self, slug):
        try:
            return Desk.objects.get(slug=slug)
        except Desk.DoesNotExist as error:
            slugs = ", ".join(Desk.objects.values_list("slug", flat=True))
            raise CommandError(f"There is no desk “{slug}”, only: {slugs}.", returncode=1) from error

    def export_dumps(self, articles, paths):
        if STANDARD_OUTPUT in paths:
            raise CommandError("Dumps need a folder; only --json goes to standard output.", returncode=1)
        statuses, told = Counter(), None
        for file in write_folders(articles, paths):
            statuses[file.status] += 1
            if file.status == "replaced":
                self.stdout.write(f"{file.name}: replaced, it had other content")
            if file.losses and told != file.name:
                self.stderr.write(f"{file.name}: not in the dump: {', '.join(file.losses)}")
                told = file.name
        counts = ", ".join(f"{statuses[status]} {status}" for status in ("written", "replaced", "unchanged"))
        self.stdout.write(f"{counted(articles.count(), 'article')} exported; files: {counts}.")

    def export_lines(self, articles, paths):
        number, files = write_lines(articles, paths, self.stdout)
        if images := Image.objects.count():
            self.stderr.write(
                f"Not in the lines: {counted(images, 'picture file')}, copy MEDIA_ROOT as well."
            )
        if users := get_user_model().objects.count():
            self.stderr.write(f"Not in the lines: {counted(users, 'account')}, only their names.")
        for path, status in files:
            self.stderr.write(f"{path}: {status}")
        self.stderr.write(f"{counted(number, 'article')} exported.")
