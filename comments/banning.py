"""Banning readers, networks, words and hosts, and lifting a ban: it then leaves nothing behind.

A ban is a Rule, which the checks ask, and what it makes of comments that wait already. Each of these is a
decision of its own, a short transaction that names the rule: to lift the rule is to undo those.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import ruling
from .deciding import decide, hold, undo
from .links import ascii_host, is_among, mentions
from .models import Comment, Decision, Rule
from .queue import Objected
from .refusals import Refused, Stale
from .words import WordList, phrase_of, readings

Kind, State = Rule.Kind, Comment.State
BANS = (Kind.BANNED_READER, Kind.BANNED_NETWORK, Kind.BANNED_WORD, Kind.SUSPECT_WORD, Kind.BANNED_HOST)

# What a ban makes of comments that wait. What is not shown already, and waits for its appeal, is left alone.
REJECTING = {State.HELD: State.REJECTED, State.PUBLISHED: State.REMOVED}
HOLDING = {State.PUBLISHED: State.HELD}
# The checks that reject on arrival, by the rules that they ask. Banned readers and networks are refused.
ON_ARRIVAL = {Kind.BANNED_WORD: "banned_words", Kind.BANNED_HOST: "banned_hosts"}
BATCH = 200


@dataclass
class Sweep:
    """What a ban, or lifting it, did: the decisions, and how many comments were left because somebody had
    decided about them anew, or their writer had changed them.
    """

    rule: Rule
    decisions: list[Decision] = field(default_factory=list)
    left: int = 0


def ban(kind, value, *, by, until=None, why="", sweep=True, days=0):
    """Make a rule of one of the kinds in BANS until that time, for good without one, and return the Sweep.

    With sweep, what waits and comes under the rule is rejected, or removed if readers see it; for a suspect
    word what readers see is held. With days, so is what a banned reader, or network, has published in so
    many. Raises Refused if the value is none, or is banned already.
    """
    rule = make_rule(kind, value_of(kind, value), by=by, until=until, why=why)
    swept, targets = Sweep(rule), HOLDING if kind == Kind.SUSPECT_WORD else REJECTING
    for comment in touched(kind, rule.value, days=days) if sweep else ():
        try:
            decision = decide(
                comment,
                targets[comment.state],
                by=by,
                seen=comment.version,
                seen_state=comment.state,
                reason=Decision.Reason.OTHER,
                because_of=rule,
            )
        except Stale:
            decision = None
        swept.left += decision is None
        swept.decisions += [decision] if decision else []
    return swept


def lift(rule, *, by):
    """End a rule, and undo what it did. Returns the Sweep, its decisions being those that undid.

    Each comment goes back to the state that it had, if it still stands as the rule left it. What checks have
    rejected on arrival because of the rule is held, for a person to look at. Twice is once.
    """
    ruling.lift(rule, by=by)
    lifted = Sweep(rule)
    for decision in standing_decisions(rule):
        if decision.pk != decision.last:
            lifted.left += 1
            continue
        try:
            lifted.decisions.append(undo(decision, by=by))
        except Stale:
            lifted.left += 1
    for comment in list(rejected_on_arrival(rule)):
        decision = hold(comment, by=by, seen_state=State.REJECTED, because_of=rule)
        lifted.decisions += [decision] if decision else []
    return lifted


def make_rule(kind, value, *, by, until, why):
    try:
        made = ruling.make_rules(kind, [value], by=by, until=until, why=why)
    except IntegrityError:
        # Somebody else was making the same one.
        made = []
    if not made:
        raise Refused(_("There is such a ban already."))
    return made[0]


def value_of(kind, value):
    """The value as a rule of that kind keeps it. Raises Refused if it is none."""
    value = str(value).strip()
    if kind == Kind.BANNED_READER:
        try:
            return str(UUID(value))
        except ValueError:
            raise Refused(_("Nobody knows who wrote this comment.")) from None
    if kind == Kind.BANNED_HOST:
        value = ascii_host(value)
    is_word = kind in (Kind.BANNED_WORD, Kind.SUSPECT_WORD)
    if not value or len(value) > 200 or (is_word and not phrase_of(value)):
        raise Refused(_("Say what is to be banned."))
    return value


def touched(kind, value, *, days=0):
    """The comments, one after the other, that a ban would make something of. Those of staff are never."""
    states = [State.PUBLISHED] if kind == Kind.SUSPECT_WORD else list(REJECTING)
    comments = Comment.objects.order_by().filter(state__in=states, user=None)
    waiting = Q(waiting_since__isnull=False)
    if kind in (Kind.BANNED_READER, Kind.BANNED_NETWORK):
        since = timezone.now() - timedelta(days=days)
        whose = Q(reader=value) if kind == Kind.BANNED_READER else Q(network=value) & ~Q(network="")
        own = waiting | Q(state=State.PUBLISHED, posted_at__gte=since) if days else waiting
        return in_batches(comments.filter(whose, own))
    is_touched = matcher(kind, value)
    return (comment for comment in in_batches(comments.filter(waiting)) if is_touched(comment))


def matcher(kind, value):
    """Whether a comment comes under a rule of words or hosts: a function."""
    if kind == Kind.BANNED_HOST:
        return lambda comment: any(is_among(found.host, {value}) for found in mentions(comment.body))
    words = WordList([value])
    return lambda comment: words.first_in(readings(f"{comment.name}\n{comment.body}")) is not None


def in_batches(comments):
    """The comments by their numbers, few at a time: a sweep takes no more memory than a batch."""
    last = 0
    while batch := list(comments.filter(pk__gt=last).defer("body_html").order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def count_touched(kind, value, *, days=0, most):
    """How many comments a ban would touch, counted no further than most, and the first three of them."""
    found = list(islice(touched(kind, value, days=days), most))
    return len(found), found[:3]


def standing_decisions(rule):
    """What the rule decided and nobody has undone; last is the number of the last decision about each."""
    effective = Decision.objects.filter(comment=OuterRef("comment"), is_effective=True)
    last = Subquery(effective.order_by("-decided_at", "-pk").values("pk")[:1])
    made = rule.decisions.filter(is_effective=True, undone_by=None).exclude(from_state=State.REJECTED)
    return list(made.annotate(last=last).select_related("comment").order_by("pk"))


def rejected_on_arrival(rule):
    """What a check has rejected since the rule was made, and only such a rule can have rejected."""
    if rule.kind not in ON_ARRIVAL:
        return
    decided = Decision.objects.filter(comment=OuterRef("pk"), is_effective=True)
    comments = Comment.objects.order_by().filter(
        Q(posted_at__gte=rule.made_at) | Q(edited_at__gte=rule.made_at),
        Objected("verdicts", Value(ON_ARRIVAL[rule.kind])),
        ~Exists(decided),
        state=State.REJECTED,
    )
    is_touched = matcher(rule.kind, rule.value)
    yield from (comment for comment in in_batches(comments) if is_touched(comment))
