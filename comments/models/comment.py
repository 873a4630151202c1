from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from mptt.models import MPTTModel, TreeForeignKey, TreeManager

from .discussion import Discussion
from .thread import Thread

# So many comments are the newest of a discussion.
NEWEST = 50


class CommentQuerySet(models.QuerySet):
    def on(self, article_id):
        return self.filter(thread__discussion__article_id=article_id)

    def of(self, threads):
        """The threads' comments, by the column that is indexed."""
        return self.filter(tree_id__in=[thread.pk for thread in threads])

    def readable(self):
        """Comments whose words readers can see."""
        return self.filter(state=Comment.State.PUBLISHED)

    def standing(self):
        """Readable comments, and the others that have readable replies: those stand as tombstones."""
        below = Comment.objects.order_by().filter(
            tree_id=OuterRef("tree_id"), lft__gt=OuterRef("lft"), lft__lt=OuterRef("rght")
        )
        return self.filter(
            Q(state=Comment.State.PUBLISHED) | Exists(below.filter(state=Comment.State.PUBLISHED))
        )

    def newest_on(self, article_id):
        """The article's newest readable comments with their times, the newest first. Two queries.

        Each of the threads with the newest activity has one, so that no other thread need be looked at.
        """
        threads = Thread.objects.on(article_id).readable().exclude(last_activity_at=None)
        newest = self.readable().of(threads.order_by("-last_activity_at", "-pk")[:NEWEST])
        return newest.exclude(posted_at=None).order_by("-posted_at", "-pk")[:NEWEST]

    def picks_of(self, discussion_id):
        """The readable comments that editors have picked in a discussion, the latest pick first."""
        return self.readable().filter(picked_in=discussion_id).order_by("-picked_at", "-pk")

    def quoting(self, sections):
        """Comments that quote one of the sections, given by their lasting keys."""
        return self.filter(quoted_section__in=sections)


class Comment(MPTTModel):
    """One reader's text, a node in the tree of its thread.

    parent is the truth; lft, rght and level are a cache of it. Only comments/placing.py, comments/loading.py
    and comments/trees.py write any of them, under a lock on the thread's row. Nobody deletes a comment.
    """

    class State(models.TextChoices):
        PUBLISHED = "published", _("published")
        HELD = "held", _("held for approval")
        REJECTED = "rejected", _("rejected")
        REMOVED = "removed", _("removed")
        WITHDRAWN = "withdrawn", _("withdrawn by its writer")

    # The states in which its writer may still change a comment.
    CHANGEABLE = (State.PUBLISHED, State.HELD)

    # Without an index of its own: tree_id is the same number, and its index serves.
    thread = models.ForeignKey(
        Thread, models.CASCADE, db_index=False, related_name="+", verbose_name=_("thread")
    )
    parent = TreeForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("in reply to")
    )
    tree_id = models.BigIntegerField(editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State)
    name = models.CharField(_("name"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    body_html = models.TextField(editable=False)
    # No foreign key: each edition has its own row of the section, and the key outlives them all.
    quoted_section = models.UUIDField(
        _("quoted section"),
        null=True,
        editable=False,
        help_text=_("The lasting key of the section of which the first paragraph repeats a passage."),
    )
    posted_at = models.DateTimeField(_("posted"), null=True, help_text=_("Empty: an archive did not say."))
    edited_at = models.DateTimeField(_("changed"), null=True, help_text=_("By its writer, the last time."))
    reader = models.UUIDField(_("reader"), null=True, help_text=_("The random id in the writer’s cookie."))
    # Its index holds only the few comments that have one.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("member of staff"),
        help_text=_("Who wrote it while signed in as staff: the comment has the badge."),
    )
    source_ref = models.CharField(
        _("place in its source"),
        max_length=64,
        blank=True,
        help_text=_("Which comment of an imported document it is."),
    )
    network = models.CharField(
        _("network"),
        max_length=32,
        blank=True,
        default="",
        db_default="",
        help_text=_("A keyed hash of where it came from; for limits and bans, and soon forgotten."),
    )
    waiting_since = models.DateTimeField(
        _("waiting since"), null=True, help_text=_("For a moderator. Empty: for nobody.")
    )
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), default=0, db_default=0, help_text=_("Of what waits.")
    )
    picked_at = models.DateTimeField(_("picked"), null=True, help_text=_("By an editor, to be shown first."))
    # Its index holds only the few comments that are picked, wherever their threads are.
    picked_in = models.ForeignKey(
        Discussion,
        models.CASCADE,
        null=True,
        db_index=False,
        editable=False,
        related_name="+",
        verbose_name=_("picked in"),
        help_text=_("The comment’s discussion, if it is picked."),
    )
    verdicts = models.JSONField(
        _("what moderation said"), default=list, help_text=_("The answer of each check, in their order.")
    )

    objects = TreeManager.from_queryset(CommentQuerySet)()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [
            ("moderate_comment", "Can approve and reject comments"),
            ("pick_comment", "Can pick comments on the stories that they edit"),
        ]
        indexes = [
            # On PostgreSQL a migration puts a deferrable unique constraint in the place of this index.
            models.Index(fields=["tree_id", "lft"], name="comment_place_in_tree"),
            models.Index(fields=["state", "id"], condition=~Q(state="published"), name="comment_unpublished"),
            models.Index(
                fields=["quoted_section", "tree_id", "lft"],
                condition=Q(quoted_section__isnull=False, state="published"),
                name="comment_quoting",
            ),
            models.Index(fields=["user"], condition=Q(user__isnull=False), name="comment_by_staff"),
            models.Index(
                fields=["-urgency", "waiting_since", "id"],
                condition=Q(waiting_since__isnull=False),
                name="comment_waiting",
            ),
            models.Index(
                fields=["reader", "-id"], condition=Q(reader__isnull=False), name="comment_of_reader"
            ),
            models.Index(fields=["network", "-id"], condition=~Q(network=""), name="comment_of_network"),
            models.Index(
                fields=["picked_in", "-picked_at", "-id"],
                condition=Q(picked_in__isnull=False),
                name="comment_picked_in",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="comment_tree_is_its_thread", condition=Q(tree_id=F("thread_id"))),
            models.CheckConstraint(
                name="comment_ends_after_it_begins", condition=Q(lft__gte=1, rght__gt=F("lft"))
            ),
            models.CheckConstraint(
                name="comment_root_begins_its_tree",
                condition=Q(parent=None, lft=1, level=0) | Q(parent__isnull=False, lft__gt=1, level__gt=0),
            ),
            models.CheckConstraint(
                name="comment_held_is_waiting", condition=~Q(state="held") | Q(waiting_since__isnull=False)
            ),
            models.CheckConstraint(
                name="comment_picked_somewhere",
                condition=Q(picked_at=None, picked_in=None)
                | Q(picked_at__isnull=False, picked_in__isnull=False),
            ),
            models.UniqueConstraint(fields=["thread"], condition=Q(parent=None), name="thread_has_one_root"),
            models.UniqueConstraint(
                fields=["thread", "source_ref"], condition=~Q(source_ref=""), name="comment_imported_once"
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_readable(self):
        return self.state == self.State.PUBLISHED

    @property
    def is_picked(self):
        return self.picked_at is not None

    @property
    def is_by_staff(self):
        return self.user_id is not None

    @property
    def display_name(self):
        return self.name or str(_("Anonymous"))

    @property
    def version(self):
        """A short name of the words as they are: other words, another version."""
        return sha256(self.body.encode()).hexdigest()[:16]

    def is_by(self, reader):
        """Whether the reader of that id wrote the comment. Nobody wrote what came without one."""
        return reader is not None and self.reader == reader

    @property
    def changeable_until(self):
        return self.posted_at and self.posted_at + timedelta(minutes=settings.EDIT_MINUTES)

    def is_changeable(self, at=None):
        """Whether its writer may still change or withdraw the comment."""
        until = self.changeable_until
        return self.state in self.CHANGEABLE and until is not None and (at or timezone.now()) < until
