import signal
import sys

from django.core.management.base import BaseCommand
from django.db import connection
from django.test import override_settings

from newsroom.benchmarks import BENCHMARKS


class Command(BaseCommand):
    help = "Runs the benchmarks on a scratch database beside the site's own and prints a table."

    def add_arguments(self, parser):
        names = [benchmark.__name__ for benchmark in BENCHMARKS]
        parser.add_argument("names", nargs="*", choices=[*names, []], metavar="NAME", help="only these")

    @override_settings(DEBUG=False, KEEP_PAGES=False)
    def handle(self, *, names, **options):
        # Whoever is told to stop stops the servers that it started, and drops the scratch database.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        self.stdout.write(f"Newsroom on {connection.vendor}")
        for benchmark in BENCHMARKS:
            if names and benchmark.__name__ not in names:
                continue
            own_database = connection.settings_dict["NAME"]
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            try:
                self.stdout.write(f"\n{benchmark.__doc__}")
                for figure in benchmark():
                    self.stdout.write(str(figure))
            finally:
                connection.creation.destroy_test_db(own_database, verbosity=0)
