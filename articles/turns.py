"""Whose turn it is with a story."""

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from .models import Article, Transition

State = Article.State

# In all other states nobody is waited for.
WRITERS_TURN = (State.IDEA, State.DRAFT, State.CHANGES)
EDITORS_TURN = (State.SUBMITTED, State.READY)


def turn_of(article):
    """Who is waited for, in words: the writer by name, if an account has begun the story; the desk; nobody.

    The article comes with its desk and with who began it, so that nothing is asked of the database.
    """
    if article.state in WRITERS_TURN:
        return name_of(article.created_by) or _("the writer")
    if article.state in EDITORS_TURN:
        return _("an editor of %(desk)s") % {"desk": article.desk}
    return ""


def name_of(user):
    """The name of an account as colleagues know it; nothing if it is gone."""
    return user.get_full_name() or user.get_username() if user else ""


def begun_by(user):
    """The user's own stories that they are still writing."""
    return Article.objects.written_by(user).filter(state__in=[State.IDEA, State.DRAFT])


def waiting_for(user):
    """The stories that wait for the user: for changes to their own, for an editor on the desks that they
    edit.
    """
    own = Article.objects.order_by().written_by(user).filter(state=State.CHANGES)
    edited = Article.objects.order_by().edited_by(user).filter(state__in=EDITORS_TURN)
    return Article.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=edited.values("pk")))


def with_last_words(articles):
    """The articles, a queryset, each with what was said at its last step as last_words."""
    last = Transition.objects.filter(article=OuterRef("pk")).values("words")[:1]
    return articles.annotate(last_words=Subquery(last))
