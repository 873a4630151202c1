"""What moderators send from the queue: which of it they want to see, and what is to be done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Desk

from .checks.naming import in_words
from .models import Decision
from .moderating import ACTS, Seen
from .moderation import CHECKS
from .queue import QUEUES, Filter, Place
from .refusals import Refused

LARGEST = 2**63 - 1
NOTE_LENGTH = Decision._meta.get_field("note").max_length


def number(**kwargs):
    return forms.IntegerField(required=False, min_value=1, max_value=LARGEST, **kwargs)


def check_choices():
    return [("", _("any reason")), *((check.__name__, in_words(check)) for check in CHECKS)]


class FilterForm(forms.Form):
    """Which of the comments that wait; or one of all comments, by its number."""

    queue = forms.ChoiceField(
        required=False, choices=[(name, label) for name, (label, _condition) in QUEUES.items()]
    )
    desk = forms.ModelChoiceField(
        Desk.objects.all(), required=False, label=_("Desk"), empty_label=_("every desk")
    )
    check = forms.ChoiceField(required=False, label=_("Why"), choices=check_choices)
    story = number()
    comment = number(
        label=_("Number"), widget=forms.NumberInput(attrs={"placeholder": _("of a comment"), "min": 1})
    )
    after = forms.CharField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="filter-%s", **kwargs)

    def clean_after(self):
        try:
            return self.cleaned_data["after"] and Place.read(self.cleaned_data["after"])
        except (ValueError, OverflowError):
            return None

    def chosen(self):
        """(the Filter, the Place of the page or None, the number of the one comment or None). What cannot be
        is as if it had not been said.
        """
        self.is_valid()
        said = self.cleaned_data
        desk = said.get("desk")
        chosen = Filter(
            queue=said.get("queue") or "all",
            desk=desk and desk.pk,
            story=said.get("story"),
            check=said.get("check", ""),
        )
        return chosen, said.get("after") or None, said.get("comment")


def act_in(data):
    """What a moderator wants done: (one of ACTS, the comments as Seen). The button of one comment is named
    “one” and says the act and the number; those of several are named “many”, for the comments “chosen”.

    Raises Refused, with the reason, if that is nothing that can be done.
    """
    if "one" in data:
        verb, _space, pk = data["one"].partition(" ")
        pks, reason, note = [pk], data.get(f"reason_{pk}", ""), data.get(f"note_{pk}", "")
    else:
        verb, pks = data.get("many"), data.getlist("chosen")
        reason, note = data.get("reason", ""), data.get("note", "")
    if not pks:
        raise Refused(_("Choose comments first."))
    if verb not in ACTS or not all(map(number_in, pks)):
        raise Refused(_("There is nothing to be done like this."))
    seen = [seen_in(data, pk, reason=reason, note=note[:NOTE_LENGTH]) for pk in pks]
    if verb == "reject" and not all(has_reason(one) for one in seen):
        raise Refused(_("Say why: choose a reason."))
    return verb, seen


def number_in(text):
    """The number of a row that a text is, or None."""
    return int(text) if text.isdecimal() and len(text) <= 19 and int(text) <= LARGEST else None


def seen_in(data, pk, **why):
    return Seen(
        pk=int(pk),
        version=data.get(f"seen_{pk}", ""),
        state=data.get(f"state_{pk}", ""),
        last=number_in(data.get(f"last_{pk}", "")),
        **why,
    )


def has_reason(seen):
    """Whether it is said why. What is not shown already and stays so has its reason."""
    return seen.reason in Decision.Reason.values or ACTS["reject"].get(seen.state) == seen.state
