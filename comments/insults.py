"""A scorer that comes with Newsroom: it knows English insults, and whether somebody is addressed by one.

A short list by hand, and so a modest one: it asks people who lose their temper to think again. It does not
understand a text, nor any other language; a better one is a setting (comments/scorer.py).
"""

from django.utils.translation import gettext as _

from .scorer import Score, at_once
from .words import WordList, readings

INSULTS = WordList(
    [
        *["idiot*", "moron*", "imbecile*", "cretin*", "stupid", "dumb", "dumbass*", "scum*", "vermin"],
        *["loser*", "pathetic", "clown*", "coward*", "traitor*", "parasite*", "degenerate*", "retard*"],
        *["asshole*", "arsehole*", "bastard*", "bitch*", "wanker*", "twat*", "cunt*", "prick*", "dickhead*"],
        *["fuck off", "fuck you", "shut up", "drop dead", "go to hell", "kill yourself", "piece of shit"],
    ]
)
ADDRESSED = WordList(["you", "your", "you're", "youre", "yourself", "u", "ur"])
# One insult may be about a thing; at a person, one is enough to ask, and three to wait.
ALONE, AT_SOMEBODY, EACH_MORE = 0.4, 0.75, 0.1


@at_once
def score(text):
    """The Score of a text by its insults."""
    words = readings(text)[-1]
    number = sum(1 for _entry in INSULTS.all_in(words))
    if not number:
        return Score(0.0, _("no insult"))
    value = (AT_SOMEBODY if ADDRESSED.first_in([words]) else ALONE) + EACH_MORE * (number - 1)
    return Score(min(1.0, round(value, 2)), _("insult"))
