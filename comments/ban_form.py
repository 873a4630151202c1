"""The form by which moderators ban what they found in a comment."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .links import mentions
from .models import Rule
from .networks import known_until

Kind = Rule.Kind
DAYS = {"day": 1, "week": 7, "month": 30}
ENDS = [
    ("day", _("for a day")),
    ("week", _("for a week")),
    ("month", _("for a month")),
    ("good", _("for good")),
]


class BanForm(forms.Form):
    """What is banned is taken from the comment, so that nobody has to type, or gets to see, an id."""

    kind = forms.ChoiceField(label=_("What is banned"), widget=forms.RadioSelect)
    host = forms.ChoiceField(label=_("Host"), required=False)
    word = forms.CharField(
        label=_("Word or phrase"),
        required=False,
        max_length=200,
        help_text=_("* stands for any letters of a word."),
    )
    end = forms.ChoiceField(label=_("How long"), choices=ENDS, initial="week", widget=forms.RadioSelect)
    why = forms.CharField(label=_("Why, for colleagues"), required=False, max_length=300)
    sweep = forms.BooleanField(
        label=_("Reject what waits and comes under it; a suspect word holds it"), required=False, initial=True
    )
    days = forms.IntegerField(
        label=_("Also remove what they published in the last … days"),
        required=False,
        min_value=0,
        max_value=365,
        initial=0,
        help_text=_("Of the reader or the network. 0: nothing."),
    )

    def __init__(self, comment, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.comment = comment
        self.hosts = list(dict.fromkeys(found.host for found in mentions(comment.body)))
        self.fields["kind"].choices = self.kinds()
        self.fields["kind"].initial = self.fields["kind"].choices[0][0]
        self.fields["host"].choices = [(host, host) for host in self.hosts]
        if not self.hosts:
            del self.fields["host"]

    def kinds(self):
        """What there is to ban about the comment."""
        is_by_staff = self.comment.is_by_staff
        if self.comment.reader and not is_by_staff:
            yield Kind.BANNED_READER, _("its reader")
        if self.comment.network and not is_by_staff and self.network_until > timezone.now():
            yield Kind.BANNED_NETWORK, _("its network, and whoever else writes from there")
        if self.hosts:
            yield Kind.BANNED_HOST, _("a host it leads to")
        yield Kind.BANNED_WORD, _("a word: rejected")
        yield Kind.SUSPECT_WORD, _("a word: held for approval")

    @property
    def network_until(self):
        """Until when the network of the comment can be told."""
        return known_until(self.comment.posted_at)

    @property
    def meaning(self):
        """What is to be banned, as a text: whoever has seen what a ban touches bans just that."""
        return " ".join(
            str(self.cleaned_data.get(name)) for name in ["kind", "end", "sweep", "days", "host", "word"]
        )

    def ban(self):
        """The arguments of banning.ban(), without who bans: (kind, value, until, days)."""
        said = self.cleaned_data
        kind = said["kind"]
        value = {
            Kind.BANNED_READER: self.comment.reader,
            Kind.BANNED_NETWORK: self.comment.network,
            Kind.BANNED_HOST: said.get("host", ""),
        }.get(kind, said["word"])
        days = DAYS.get(said["end"])
        until = timezone.now() + timedelta(days=days) if days else None
        if kind == Kind.BANNED_NETWORK:
            until = min(until or self.network_until, self.network_until)
        return kind, value, until, said["days"] or 0
