"""Making rules and lifting them. Each is a line in the log of changes; a rule itself never changes."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .models import Rule
from .policy_changes import log


@transaction.atomic
def make_rules(kind, values, *, by, until=None, why=""):
    """Put values on the list of a kind, for good or until an aware time. Returns the new Rules; what is on
    the list already stays as it is. by is the member of staff who does it.
    """
    at, made = timezone.now(), []
    for value in dict.fromkeys(values):
        standing = Rule.objects.select_for_update().filter(kind=kind, value=value, lifted_at=None)
        if standing.in_force(at).exists():
            continue
        # What has ended by itself makes room for its successor.
        standing.filter(~Q(until=None)).update(lifted_at=at)
        rule = Rule.objects.create(kind=kind, value=value, until=until, why=why, made_by=by)
        log(by, str(rule), {}, stored(rule))
        made.append(rule)
    return made


@transaction.atomic
def lift(rule, *, by):
    """The rule counts no longer. Returns whether that changed it: twice is once."""
    before = stored(rule)
    lifted = Rule.objects.filter(pk=rule.pk, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by)
    if lifted:
        log(by, str(rule), before, {})
    return bool(lifted)


def stored(rule):
    """The rule as the log shows it."""
    return {"until": rule.until.isoformat() if rule.until else "", "why": rule.why}
