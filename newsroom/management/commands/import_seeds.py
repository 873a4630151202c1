from django.core.management.base import BaseCommand, CommandError

from newsroom.importing.dump import as_json
from newsroom.importing.reports import Outcome, Report
from newsroom.importing.run import DEFAULT_DESK, import_archive, read_sources


class Command(BaseCommand):
    help = "Imports stories with their comment threads from text dumps: files, or folders of .txt files."

    def add_arguments(self, parser):
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help="a file, or a folder with its sub-folders"
        )
        parser.add_argument(
            "--desk", default="", help=f"for files in no sub-folder (without it: {DEFAULT_DESK})"
        )
        parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")
        parser.add_argument(
            "--parse", action="store_true", help="print each document as a line of JSON, write nothing"
        )

    def handle(self, *, paths, parse, **options):
        refused = self.print_parsed(paths) if parse else self.import_archive(paths, options)
        if refused:
            raise CommandError(f"{refused} refused.", returncode=1)

    def print_parsed(self, paths):
        refused = 0
        for item in read_sources(paths):
            if isinstance(item, Outcome):
                self.stderr.write(str(item))
                refused += 1
            else:
                self.stdout.write(as_json(item.document))
        return refused

    def import_archive(self, paths, options):
        report = Report()
        for outcome in import_archive(paths, desk=options["desk"], dry_run=options["dry_run"]):
            report.add(outcome)
            (self.stderr if outcome.status == "refused" else self.stdout).write(str(outcome))
        self.stdout.write(str(report))
        return report.statuses["refused"]
