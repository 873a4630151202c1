"""How a story moves: the one way to take a step of the table in articles/steps.py, on behalf of a user."""

from dataclasses import replace

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import publishing, scheduling, states
from .checklist import Copy, findings
from .corrections import ToReaders
from .models import Article, EditionSection
from .moments import in_words
from .parts import Part
from .steps import BY_VERB, PUBLISHING, STEPS


class Refused(PermissionDenied):
    """The step cannot be taken; the text says why, in words for the one who tried."""


class OwnWork(Refused):
    """It takes a second pair of eyes."""


class WordsMissing(Refused):
    """The step has to be given words."""


class WordsToReadersMissing(WordsMissing):
    """The step has to be given words for readers."""


class Embargoed(Refused):
    """Its embargo has not ended."""


class Incomplete(Refused):
    """The checklist is not passed: findings are those that block, and the warnings that nobody overrode."""

    def __init__(self, findings, words):
        super().__init__(words)
        self.findings = findings


def make_edition(article, *, verb, by, words, to_readers, **others):
    publishing.publish(article, verb=verb, by=by, words=words, to_readers=to_readers)


def unpublish(article, *, by, words, **others):
    publishing.unpublish(article, by=by, reason=words)


def take_down(article, *, by, words, to_readers, **others):
    publishing.take_down(article, by=by, reason=words, to_readers=to_readers)


def schedule(article, *, by, words, at, **others):
    scheduling.schedule(article, by=by, words=words, at=at)


def lift_embargo(article, *, by, words, **others):
    article.embargo_until = None
    article.save(update_fields=["embargo_until"])
    states.enter(
        article, article.state, verb="lift_embargo", by=by, words=words, publish_at=article.publish_at
    )


# What changes more than the state, and enters the state itself.
ACTS = {
    **dict.fromkeys(PUBLISHING, make_edition),
    "unpublish": unpublish,
    "take_down": take_down,
    "schedule": schedule,
    "lift_embargo": lift_embargo,
}
NOTHING_TO_READERS = ToReaders()


@transaction.atomic
def move(article, verb, *, by, words="", to_readers=NOTHING_TO_READERS, overridden=(), at=None):
    """Take a step with an article, on behalf of a user, and return the Transition.

    words say why, to colleagues; some steps demand them, some demand words to_readers. overridden are the
    codes of warnings in spite of which it is to be taken; this demands words, too. at is the aware time for
    which a story is scheduled: ValidationError if that has passed. Raises Refused, and changes nothing, if
    the step does not exist, does not lead on from where the article stands, or is not this user's to take;
    Incomplete, if the checklist is not passed. The article's row is locked meanwhile.
    """
    row, words = Article.objects.select_for_update().get(pk=article.pk), words.strip()
    to_readers = replace(to_readers, words=to_readers.words.strip())
    check(row, verb, by=by)
    check_words(row, verb, words, to_readers)
    warnings = pass_checklist(row, BY_VERB[verb], overridden, words) if BY_VERB[verb].is_checked else []
    if verb in ACTS:
        ACTS[verb](row, verb=verb, by=by, words=words, to_readers=to_readers, at=at)
    else:
        states.enter(row, BY_VERB[verb].target, verb=verb, by=by, words=words)
    for name in ("state", "publish_at", "embargo_until", "slug"):
        setattr(article, name, getattr(row, name))
    taken = row.transitions.first()
    if warnings:
        taken.overridden = [warning.words for warning in warnings]
        taken.save(update_fields=["overridden"])
    return taken


def pass_checklist(article, step, overridden, words):
    """Raise Incomplete unless the checklist finds nothing but warnings that are overridden, and return
    those.
    """
    found = [finding for finding in findings(Copy.of(article)) if finding.blocks or step.minds_warnings]
    if still := [finding for finding in found if finding.blocks or finding.code not in overridden]:
        first, *others = still
        more = ngettext("(And %d more.)", "(And %d more.)", len(others)) % len(others) if others else ""
        raise Incomplete(still, f"{first.words} {more}".strip())
    if found and not words:
        raise Incomplete(found, _("Say why it is to be so all the same."))
    return found


def publish_again(article, *, by):
    """Publish the article, or update it if it is live; as move() does."""
    return move(article, "update" if article.is_live() else "publish", by=by)


def check(article, verb, *, by):
    """Raise Refused unless the user may take the step with the article as it stands, if given words."""
    step = BY_VERB.get(verb)
    if not step:
        raise Refused(_("There is no such step."))
    check_step(step, Part(by, article))


def check_words(article, verb, words, to_readers):
    step, section = BY_VERB[verb], to_readers.section
    if step.demands_words and not words:
        raise WordsMissing(_("Say why, in a few words."))
    if step.demands_words_to_readers and not to_readers.words:
        raise WordsToReadersMissing(_("Say in words for readers why."))
    if section and not EditionSection.objects.filter(edition__article=article, key=section).exists():
        raise Refused(_("The story has no such section."))


def check_step(step, part):
    if not (step.by_hand and step.may(part)):
        raise Refused(_("This is not yours to do."))
    if not step.leads_on(part):
        state = part.article.get_state_display()
        raise Refused(
            _("“%(step)s” does not lead on from “%(state)s”.") % {"step": step.label, "state": state}
        )
    if step.target == Article.State.PUBLISHED and part.article.is_embargoed():
        text = _("It is under embargo until %(moment)s. Schedule it, or have the embargo lifted.")
        raise Embargoed(text % {"moment": in_words(part.article.embargo_until)})
    if step.four_eyes and settings.FOUR_EYES and part.user.pk in hands_on(part.article):
        raise OwnWork(_("You have submitted it or changed it last, so somebody else has to do this."))


def hands_on(article):
    """The keys of the accounts that saved the last change and submitted it last."""
    changed = article.revisions.values_list("saved_by", flat=True)[:1]
    submitted = article.transitions.filter(verb="submit").values_list("by", flat=True)[:1]
    return {*changed, *submitted}


def steps_for(part):
    """The steps that the user of a Part may take with its article now, if given words."""
    return [step for step in STEPS if is_open(step, part)]


def first_steps(user):
    """The steps that the user may take with a story that is just being begun, if it is on one of their
    desks.
    """
    part = Part(user, Article())
    part.is_writer, part.is_live, part.was_public = True, False, False
    part.is_editor = user.has_perm("articles.publish_article") and (
        user.has_perm("articles.edit_every_desk") or user.desks.exists()
    )
    steps = [step for step in STEPS if step.by_hand and step.target != Article.State.SPIKED]
    steps = [step for step in steps if step.may(part) and step.leads_on(part)]
    return [step for step in steps if not (step.four_eyes and settings.FOUR_EYES)]


def is_open(step, part):
    try:
        check_step(step, part)
    except Refused:
        return False
    return True


@transaction.atomic
def rework(article, *, by):
    """Note that a story was saved with changes: the working copy of a published one is a draft again, and
    with four eyes a scheduled one waits for somebody else to schedule it.

    Call it in the transaction that saved it, when its revision is stored.
    """
    row = Article.objects.select_for_update().get(pk=article.pk)
    if row.state == Article.State.SCHEDULED and settings.FOUR_EYES:
        look_again(row, by=by)
        article.state, article.publish_at = row.state, row.publish_at
    if row.state not in BY_VERB["rework"].sources:
        return
    edition = row.editions.current().select_related("revision").get()
    if row.revisions.first().content != edition.revision.content:
        states.enter(row, BY_VERB["rework"].target, verb="rework", by=by)
        article.state = row.state


def look_again(article, *, by):
    """Take a changed story off its schedule: nobody but its author has seen the words that would go out."""
    newest, *before = article.revisions.all()[:2]
    if not before or newest.content != before[0].content:
        words = _("Changed since it was scheduled for %(moment)s, so somebody else has to schedule it again.")
        words %= {"moment": in_words(article.publish_at)}
        states.enter(article, Article.State.READY, verb="unschedule", by=by, words=words)
