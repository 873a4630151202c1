import re
import uuid
from functools import partial
from html import unescape
from statistics import median

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import F
from django.db.models.functions import Mod
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, Report

from .figures import Figure, timed
from .hot_story import make_hot_story, refresh_statistics

TIMES, READERS, REPORTED = 15, 200, 10


def moderators_queue():
    """The moderators' queue costs the same, however many comments wait. Time of the whole request."""
    client, base = Client(headers={"Host": "localhost"}), {}
    client.force_login(User.objects.create_superuser("moderator"))
    for waiting in (100, 10_000):
        let_wait(make_hot_story(waiting))
        first = reverse("admin:comments_queue")
        second = re.search(r'href="([^"]+)" id="next-page"', client.get(first).content.decode())[1]
        pages = {
            "the queue": first,
            "  its second page": first + unescape(second),
            "  what is reported": first + "?queue=reported",
            "  what a check held, of a desk": f"{first}?check=links&desk=1",
        }
        for name, url in pages.items():
            milliseconds = median(timed(partial(client.get, url)) for _ in range(TIMES))
            yield Figure(
                f"{name}, {waiting:,} waiting", milliseconds, "ms", base.setdefault(name, milliseconds)
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(first)
        yield Figure("  queries", len(queries), "")


def let_wait(edition):
    """All comments of the story wait, in four urgencies, of many readers; one in REPORTED is reported."""
    comments = Comment.objects.on(edition.article_id).order_by()
    comments.update(
        state=Comment.State.HELD,
        waiting_since=timezone.now(),
        urgency=Mod(F("pk"), 4),
        verdicts=[{"check": "links", "outcome": "hold", "reason": "links: 3 of at most 2", "told": ""}],
    )
    readers = [uuid.uuid4() for _ in range(READERS)]
    for number, reader in enumerate(readers):
        comments.annotate(number=Mod(F("pk"), READERS)).filter(number=number).update(reader=reader)
    reported = comments.annotate(number=Mod(F("pk"), REPORTED)).filter(number=0).values_list("pk", flat=True)
    Report.objects.bulk_create(
        Report(comment_id=pk, reader=readers[0], category=Report.Category.SPAM) for pk in reported
    )
    refresh_statistics("VACUUM ANALYZE")
