"""The table of all steps that a story can take, from idea to page, and who may take them.

States say where the working copy stands. What readers see, editions say: a story that is public stays so
while its working copy goes through these states again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .models import Article
from .parts import Part
from .turns import EDITORS_TURN, WRITERS_TURN

State = Article.State

# The steps that make an edition of the working copy.
PUBLISHING = ("publish", "update", "correct", "minor_fix")
# States of a working copy that is on its way to readers.
IN_WORK = (State.DRAFT, State.SUBMITTED, State.CHANGES, State.READY, State.SCHEDULED)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A line of the table: what may be done with a story in one of some states."""

    verb: str
    label: str
    sources: tuple
    target: str | None
    "The state to which it leads; None: it stays where it is."
    may: Callable[[Part], bool]
    done: str = ""
    "What to tell the user afterwards."
    demands_words: bool = False
    demands_words_to_readers: bool = False
    four_eyes: bool = False
    "Whether a second pair of eyes is needed, if the site asks for that."
    is_checked: bool = False
    "Whether the checklist (articles/checklist.py) has to be passed."
    minds_warnings: bool = True
    "Whether what the checklist only warns of stops it, too."
    live: bool | None = None
    "Only for stories that readers see (True), or do not see (False)."
    was_public: bool = False
    "Only for stories that readers have seen."
    embargoed: bool = False
    "Only for stories under embargo."
    by_hand: bool = True
    "False: it is taken by itself, with something else that a user does."

    def leads_on(self, part):
        """Whether the story stands where this step begins."""
        return (
            part.article.state in self.sources
            and self.live in (None, part.is_live)
            and (not self.was_public or part.was_public)
            and (not self.embargoed or part.article.is_embargoed())
        )


STEPS = [
    Step(
        verb="submit",
        label=_("Submit for review"),
        sources=(State.IDEA, State.DRAFT, State.CHANGES, State.PUBLISHED, State.UNPUBLISHED),
        target=State.SUBMITTED,
        may=Part.may_change,
        done=_("Submitted. It waits for an editor now."),
    ),
    Step(
        verb="take_back",
        label=_("Take back"),
        sources=(State.SUBMITTED,),
        target=State.DRAFT,
        may=Part.may_write,
        done=_("Taken back. It is a draft again."),
    ),
    Step(
        verb="request_changes",
        label=_("Request changes"),
        sources=(State.SUBMITTED, State.READY),
        target=State.CHANGES,
        may=Part.may_edit,
        done=_("Changes requested. It is the writer’s turn."),
        demands_words=True,
    ),
    Step(
        verb="mark_ready",
        label=_("Mark ready"),
        sources=(State.DRAFT, State.SUBMITTED, State.CHANGES, State.UNPUBLISHED),
        target=State.READY,
        may=Part.may_edit,
        done=_("Ready to be published."),
        four_eyes=True,
    ),
    Step(
        verb="schedule",
        label=_("Schedule"),
        # A scheduled story is given another time.
        sources=(*IN_WORK, State.UNPUBLISHED),
        target=State.SCHEDULED,
        may=Part.may_edit,
        done=_("Scheduled."),
        four_eyes=True,
        is_checked=True,
    ),
    Step(
        verb="unschedule",
        label=_("Do not publish by itself"),
        sources=(State.SCHEDULED,),
        target=State.READY,
        may=Part.may_edit,
        done=_("It is ready, and waits for an editor to publish it."),
    ),
    Step(
        verb="publish",
        label=_("Publish"),
        sources=(*IN_WORK, State.UNPUBLISHED),
        target=State.PUBLISHED,
        may=Part.may_edit,
        done=_("Published."),
        four_eyes=True,
        is_checked=True,
        live=False,
    ),
    Step(
        verb="update",
        label=_("Update"),
        sources=(*IN_WORK, State.PUBLISHED),
        target=State.PUBLISHED,
        may=Part.may_edit,
        done=_("Updated. Readers see the new time."),
        four_eyes=True,
        is_checked=True,
        live=True,
    ),
    Step(
        verb="correct",
        label=_("Correct"),
        sources=(*IN_WORK, State.PUBLISHED),
        target=State.PUBLISHED,
        may=Part.may_edit,
        done=_("Corrected. Readers see your words, and when it was."),
        demands_words_to_readers=True,
        four_eyes=True,
        is_checked=True,
        # What is wrong is put right at once, also in a story without a standfirst.
        minds_warnings=False,
        live=True,
    ),
    Step(
        verb="minor_fix",
        label=_("Minor fix"),
        sources=(*IN_WORK, State.PUBLISHED),
        target=State.PUBLISHED,
        may=Part.may_edit,
        done=_("Fixed. The times that readers see are as they were."),
        four_eyes=True,
        is_checked=True,
        # What is wrong is put right at once, also in a story without a standfirst.
        minds_warnings=False,
        live=True,
    ),
    Step(
        verb="lift_embargo",
        label=_("Lift the embargo"),
        sources=(State.IDEA, *IN_WORK, State.PUBLISHED, State.UNPUBLISHED),
        target=None,
        may=Part.may_lift_embargo,
        done=_("The embargo is lifted."),
        demands_words=True,
        embargoed=True,
    ),
    Step(
        # Saving a published story with changes takes this step by itself.
        verb="rework",
        label=_("Rework"),
        sources=(State.PUBLISHED,),
        target=State.DRAFT,
        may=Part.may_change,
        by_hand=False,
    ),
    Step(
        verb="unpublish",
        label=_("Unpublish"),
        sources=(*IN_WORK, State.PUBLISHED),
        target=State.UNPUBLISHED,
        may=Part.may_edit,
        done=_("Unpublished. Readers no longer find it."),
        demands_words=True,
        live=True,
    ),
    Step(
        verb="take_down",
        label=_("Take down"),
        sources=(*IN_WORK, State.PUBLISHED, State.UNPUBLISHED),
        target=State.TAKEN_DOWN,
        may=Part.may_take_down,
        done=_("Taken down. Readers find your words in its place."),
        demands_words=True,
        demands_words_to_readers=True,
        was_public=True,
    ),
    Step(
        verb="restore",
        label=_("Bring back"),
        sources=(State.TAKEN_DOWN,),
        target=State.DRAFT,
        may=Part.may_take_down,
        done=_("It is a draft again. Readers find it, at its old address, once it is published."),
    ),
    Step(
        verb="shelve",
        label=_("Keep as an idea"),
        sources=(State.DRAFT,),
        target=State.IDEA,
        may=Part.may_change,
        done=_("Kept as an idea."),
        live=False,
    ),
    Step(
        verb="start",
        label=_("Start writing"),
        sources=(State.IDEA,),
        target=State.DRAFT,
        may=Part.may_change,
        done=_("It is a draft now."),
    ),
    Step(
        verb="spike",
        label=_("Spike"),
        sources=(*WRITERS_TURN, *EDITORS_TURN, State.UNPUBLISHED),
        target=State.SPIKED,
        may=Part.may_change,
        done=_("Spiked. It can be revived at any time."),
        live=False,
    ),
    Step(
        verb="revive",
        label=_("Revive"),
        sources=(State.SPIKED,),
        target=State.DRAFT,
        may=Part.may_work,
        done=_("Revived. It is a draft again."),
    ),
]
BY_VERB = {step.verb: step for step in STEPS}


def verb_in(data):
    """The step whose button was pressed, or an empty text: buttons are named _submit, _publish and so on."""
    return next((verb for verb in BY_VERB if f"_{verb}" in data), "")
