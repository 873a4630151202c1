from contextlib import ExitStack
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from comments.models import Comment
from newsroom.importing.documents import MEGABYTE, find_sources
from newsroom.importing.dump import as_json
from newsroom.importing.options import DEFAULT_DESK, Options
from newsroom.importing.reports import Outcome, Report, ReportFile
from newsroom.importing.run import import_archive, parse_archive


def time_zone(name):
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CommandError(f"There is no time zone “{name}”.") from error


class Command(BaseCommand):
    help = (
        "Imports stories with their comment threads from text dumps: files (.txt, .txt.gz, .zip), folders "
        "with them, or - for standard input."
    )

    def add_arguments(self, parser):
        add = parser.add_argument
        add("paths", nargs="+", metavar="PATH", help="a file, a folder with its sub-folders, or -")
        add("--desk", default=DEFAULT_DESK, help="for files in no sub-folder (%(default)s)")
        add("--author", default="", help="the by-line of documents that have none")
        add(
            "--time-zone",
            type=time_zone,
            metavar="ZONE",
            help="of times that state none (the newsroom's own)",
        )
        add(
            "--comments",
            choices=["published", "held"],
            default="published",
            help="held: each waits for approval",
        )
        add(
            "--undated",
            choices=["draft", "publish"],
            default="draft",
            help="what becomes of undated documents",
        )
        add("--no-tags", action="store_true", help="make no tags of names that the sections mention")
        add("--overwrite", action="store_true", help="renew articles even if an editor has changed them")
        add(
            "--limit",
            type=int,
            default=0,
            metavar="N",
            help="stop after N documents that were not here before",
        )
        add("--max-size", type=float, default=50, metavar="MB", help="refuse longer documents (%(default)s)")
        add("--workers", type=int, default=1, metavar="N", help="share the work among N processes")
        add("--report", metavar="FILE", help="write what became of each document to FILE, as JSON")
        add("--dry-run", action="store_true", help="report, and write nothing")
        add("--parse", action="store_true", help="print each document as a line of JSON, and write nothing")

    def handle(self, *, paths, parse, max_size, **choices):
        max_size = int(max_size * MEGABYTE)
        if parse:
            refused = self.print_parsed(paths, max_size)
        else:
            options = Options(
                desk=choices["desk"],
                author=choices["author"],
                zone=choices["time_zone"],
                state=Comment.State(choices["comments"]),
                publish_undated=choices["undated"] == "publish",
                suggest_tags=not choices["no_tags"],
                overwrite=choices["overwrite"],
                dry_run=choices["dry_run"],
                max_size=max_size,
                limit=choices["limit"],
            )
            refused = self.import_archive(paths, options, choices["workers"], choices["report"])
        if refused:
            raise CommandError(f"{refused} refused.", returncode=1)

    def print_parsed(self, paths, max_size):
        refused = 0
        for item in parse_archive(paths, max_size=max_size):
            if isinstance(item, Outcome):
                self.stderr.write(str(item))
                refused += 1
            else:
                self.stdout.write(as_json(item))
        return refused

    def import_archive(self, paths, options, workers, report_path):
        report = Report()
        with ExitStack() as stack:
            file = stack.enter_context(ReportFile(report_path)) if report_path else None
            show = self.shower(stack, paths)
            for outcome in import_archive(paths, options, workers=workers):
                report.add(outcome)
                show(outcome)
                if file:
                    file.add(outcome)
        self.stdout.write(str(report))
        return report.statuses["refused"]

    def shower(self, stack, paths):
        """A function that shows an outcome: a bar with rate and time left on a terminal, else a line for
        each.
        """
        if not self.stdout.isatty():
            return self.write
        total = sum(1 for path in paths for _ in find_sources(path))
        bar = stack.enter_context(tqdm(total=total, unit=" documents", dynamic_ncols=True))

        def show(outcome):
            bar.update()
            if outcome.notes:
                with bar.external_write_mode():
                    self.write(outcome)

        return show

    def write(self, outcome):
        (self.stderr if outcome.status == "refused" else self.stdout).write(str(outcome))
