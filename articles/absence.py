"""What was public and is not to be read any more."""

from django.http import Http404

from .models import Article


class Gone(Exception):
    """A page that was public was taken away for good: 410. reason says why, in words for readers; it may be
    empty. url leads to the story, where only an earlier edition of it is gone.
    """

    def __init__(self, reason, *, url=""):
        super().__init__(reason)
        self.reason, self.url = reason, url


def raise_absent(articles):
    """Say that readers find nothing at the address of one of the articles, a queryset: raises Gone if it was
    taken down, else Http404.
    """
    article = articles.filter(state=Article.State.TAKEN_DOWN).first()
    if not article:
        raise Http404
    taken = article.transitions.filter(to_state=Article.State.TAKEN_DOWN)
    raise Gone(taken.values_list("words_to_readers", flat=True).first() or "")
