import logging
import os
import signal
from itertools import count
from threading import Event

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from articles.moments import in_words
from articles.scheduling import publish_due

SECONDS = 10

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Publishes the scheduled stories whose time has come, each once, whoever else runs this at the same "
        "time. Exit 1 if one could not be published."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--forever", action="store_true", help=f"look every {SECONDS} seconds, until SIGTERM or SIGINT"
        )
        parser.add_argument(
            "--with-parent",
            action="store_true",
            help="with --forever: stop when the starting process ends",
        )

    def handle(self, *, forever, with_parent, **options):
        if forever:
            self.look_again_and_again(with_parent)
        elif failed := self.look():
            raise CommandError(f"Not published: {failed}.")

    def look_again_and_again(self, with_parent):
        stopped, parent = Event(), os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        for second in count():
            if stopped.is_set() or (with_parent and os.getppid() != parent):
                return
            if second % SECONDS == 0:
                self.look_whatever_happens()
            stopped.wait(1)

    def look_whatever_happens(self):
        """An outage of the database is no end: what became due in it goes out after it."""
        close_old_connections()
        try:
            self.look()
        except DatabaseError as error:
            log.warning("What is due cannot be published now: %s", error)

    def look(self):
        """Publish what is due and say so; how many stories could not be published."""
        failed = 0
        for outcome in publish_due():
            due = in_words(outcome.due)
            if outcome.reason:
                failed += 1
                self.stderr.write(f"Not published: “{outcome.title}”, due on {due}: {outcome.reason}")
            else:
                self.stdout.write(f"Published: “{outcome.title}”, due on {due}")
        return failed
