"""What a moderator did last, kept in the session, so that it can be undone from whichever page comes next."""

KEY, KEPT = "moderated", 10


def remember(request, text, decisions):
    """Keep an act: what it did in words, and the decisions it made."""
    acts = [*request.session.get(KEY, []), [text, [decision.pk for decision in decisions]]]
    request.session[KEY] = acts[-KEPT:]


def last(request):
    """The last act that was not undone: (text, numbers of its decisions), or None."""
    acts = request.session.get(KEY)
    return acts[-1] if acts else None


def forget(request, pks):
    """Whatever was kept of these decisions is undone, or cannot be undone any more."""
    acts = request.session.get(KEY, [])
    left = [[text, own] for text, own in acts if not set(own) & set(pks)]
    if len(left) != len(acts):
        request.session[KEY] = left
