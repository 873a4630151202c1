"""Where an article's working copy stands: the one place that writes it, and the step with it."""

from .models import Transition


def enter(article, state, *, verb, by=None, words="", words_to_readers="", publish_at=None):
    """Put the article into a state, and return the Transition that says so.

    by is the user who did it, or None for a program; publish_at is when a scheduled story goes out, and None
    for all others. The caller has locked the article's row, and makes or retires the edition that belongs to
    the state in the same transaction.
    """
    step = Transition.objects.create(
        article=article,
        verb=verb,
        from_state=article.state,
        to_state=state,
        by=by,
        words=words,
        words_to_readers=words_to_readers,
    )
    article.state, article.publish_at = state, publish_at
    article.save(update_fields=["state", "publish_at"])
    return step
