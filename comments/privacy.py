"""What the site keeps of a reader: who that is, and how it is erased. comments/disclosing.py hands it out."""

import uuid
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from .counting import change, settle
from .models import Appeal, Comment, Decision, ErrorReport, Report, Thread

# What of a verdict holds no words: the rest may quote the comment.
KEPT_OF_VERDICTS = ("check", "outcome", "state")


@dataclass(frozen=True)
class Person:
    """A reader, by the id in their cookie; or the writer of one comment that came without an id, of whom the
    site knows nothing else.
    """

    reader: uuid.UUID | None = None
    comment_id: int | None = None

    @classmethod
    def who_wrote(cls, comment_id):
        """Whoever wrote the comment. Raises Comment.DoesNotExist."""
        reader = Comment.objects.get(pk=comment_id).reader
        return cls(reader=reader) if reader else cls(comment_id=comment_id)

    def comments(self):
        mine = {"reader": self.reader} if self.reader else {"pk": self.comment_id}
        return Comment.objects.order_by("pk").filter(**mine)

    def reports(self):
        """Their reports of others' comments."""
        return self.of_reader(Report)

    def error_reports(self):
        return self.of_reader(ErrorReport)

    def of_reader(self, model):
        return model.objects.filter(reader=self.reader) if self.reader else model.objects.none()

    def appeals(self):
        return Appeal.objects.filter(comment__in=self.comments().values("pk"))


@dataclass(frozen=True)
class Belongings:
    """How much there is of a person, as numbers."""

    comments: int
    threads: int
    appeals: int
    reports: int
    error_reports: int

    def __str__(self):
        return ", ".join(f"{number} {what.replace('_', ' ')}" for what, number in asdict(self).items())


def belongings(person):
    """What is kept of the person, counted."""
    return Belongings(
        comments=person.comments().count(),
        threads=person.comments().order_by().values("tree_id").distinct().count(),
        appeals=person.appeals().count(),
        reports=person.reports().count(),
        error_reports=person.error_reports().count(),
    )


def erase(person):
    """Blank all that the person has written, and whatever says that they are the same. Returns the Belongings
    that there were; a second time, none.

    Comments lose text, name, network, reader, account and the words of their checks, and are withdrawn: with
    readable replies each stands as a tombstone, and no moderator brings it back. What was said of them goes
    as well: appeals, moderators' notes, others' reports keep their row and lose their words. So do the
    person's own reports of others' comments, which now come from somebody whom nobody knows. Reports of
    errors are deleted. A transaction for each thread, with the locks of comments/posting.py: if it is
    interrupted, it is called again.
    """
    there = belongings(person)
    for report in person.reports().iterator():
        # Another id for each: nothing says that they came from the same reader.
        Report.objects.filter(pk=report.pk).update(reader=uuid.uuid4(), network="", words="")
    person.error_reports().delete()
    for thread_id in list(person.comments().order_by("tree_id").values_list("tree_id", flat=True).distinct()):
        erase_in_thread(thread_id, person)
    return there


@transaction.atomic
def erase_in_thread(thread_id, person):
    thread = Thread.objects.select_for_update().get(pk=thread_id)
    erased = list(person.comments().filter(tree_id=thread_id))
    Appeal.objects.filter(comment__in=erased).update(words="")
    Report.objects.filter(comment__in=erased).update(words="")
    # There is nothing left for a moderator to answer.
    Report.objects.filter(comment__in=erased).open().update(settled_at=timezone.now())
    Decision.objects.filter(comment__in=erased).update(note="")
    difference = sum(change(comment, Comment.State.WITHDRAWN, **blank(comment)) for comment in erased)
    settle(thread.discussion_id, difference, is_seen=True)


def blank(comment):
    """The columns of a comment of which nothing is left but its place and its time."""
    return {
        "body": "",
        "body_html": "",
        "quoted_section": None,
        "name": "",
        "network": "",
        "reader": None,
        "user": None,
        "waiting_since": None,
        "urgency": 0,
        "picked_at": None,
        "picked_in": None,
        "verdicts": [
            {key: verdict[key] for key in KEPT_OF_VERDICTS if key in verdict} for verdict in comment.verdicts
        ],
    }
