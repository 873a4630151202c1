"""What was done in the queue, in words."""

from collections import Counter

from django.utils.translation import gettext as _


def done_in_words(decisions):
    """What decisions did: “2 rejected, 1 removed”."""
    return ", ".join(f"{number} {what}" for what, number in Counter(map(done, decisions)).items())


def done(decision):
    """What the decision made of its comment."""
    kept = decision.from_state == decision.to_state
    return str(_("kept")) if kept else decision.get_to_state_display()


def undone_in_words(decisions):
    """What undoing brought back."""
    return _("Undone: %(what)s again.") % {"what": done_in_words(decisions)} if decisions else ""
