"""What a moderator did last, kept in the session, so that it can be undone from whichever page comes next."""

KEY, KEPT = "moderated", 10


def remember(request, text, *, decisions=(), rule=None):
    """Keep an act: what it did in words, and the decisions or the rule that it made."""
    act = {"text": text, "decisions": [decision.pk for decision in decisions], "rule": rule and rule.pk}
    request.session[KEY] = [*request.session.get(KEY, []), act][-KEPT:]


def last(request):
    """The last act that was not undone, as remember() keeps it, or None."""
    acts = request.session.get(KEY)
    return acts[-1] if acts else None


def forget(request, *, decisions=(), rule=None):
    """Whatever was kept of these is undone, or cannot be undone any more."""
    acts = request.session.get(KEY, [])
    gone = [act for act in acts if set(act["decisions"]) & set(decisions) or (rule and act["rule"] == rule)]
    if gone:
        request.session[KEY] = [act for act in acts if act not in gone]
