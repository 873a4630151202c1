"""Publishing: the only way in which a story reaches readers.

An edition is a copy of the working copy, rendered and cleaned. The one before it is retired in the same
transaction, so that every public page changes at once.
"""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import revisions, search, states
from .embeds import without_embeds
from .models import Address, Article, Correction, Edition, EditionSection
from .races import found_or_made
from .richtext import sanitise, to_text
from .signals import story_changed
from .slugs import free_slug, make_slug

# What else has an anchor on a story's page.
OTHER_ANCHOR = re.compile(r"comments|(comment|correction)-\d+")

Verb = Edition.Verb


@transaction.atomic
def publish(article, *, verb=None, by=None, at=None, words="", to_readers=None):
    """Make the article's working copy its current edition, put it into the search index, and return the
    edition.

    verb is an Edition.Verb; by default a story that is live is updated, and another one published. A
    correction takes to_readers, a corrections.ToReaders with words.

    by is the user who publishes, or None for a program. at is the aware time that readers see as the time of
    first publication, now by default; later editions keep it. The edition stands on the newest revision,
    which is made if the working copy has changed since the last one. words say why, for colleagues. Whether
    by may publish is for articles/workflow.py to ask. Raises ValidationError if the story is under embargo.
    """
    edition = make_edition(article, verb=verb, by=by, at=at, words=words, to_readers=to_readers)
    search.index([edition])
    return edition


@transaction.atomic(savepoint=False)
def make_edition(article, *, verb=None, by=None, at=None, words="", to_readers=None):
    """Publish without the search index: for the importer, which calls search.index_missing() when it is
    done.
    """
    now = timezone.now()
    copy = Article.objects.whole().select_for_update().get(pk=article.pk)
    if copy.is_embargoed(at or now):
        raise ValidationError(_("It is under embargo."))
    last = copy.editions.select_related("address").first()
    published_at = last.published_at if last else at or now
    verb = verb or (Verb.UPDATE if last and not last.retired_at else Verb.PUBLISH)
    address = give_address(copy, last, published_at)
    if copy.slug != address.slug:
        copy.slug = article.slug = address.slug
        copy.save(update_fields=["slug"])
    revision = current_revision(copy, by=by)
    if last:
        retire(copy, now)
    edition = Edition.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        revision=revision,
        address=address,
        published_at=published_at,
        made_at=now,
        modified_at=modified_at(last, verb, revision, now),
        verb=verb,
        title=copy.title,
        standfirst=copy.standfirst,
        kind=copy.kind,
        desk_id=copy.desk_id,
        byline=copy.byline,
    )
    signed = Edition.authors.through
    signed.objects.bulk_create(
        signed(edition=edition, author_id=byline.author_id) for byline in copy.bylines.all()
    )
    copy_sections(copy, edition, is_first=not last)
    if verb == Verb.CORRECT:
        correct(edition, to_readers, by=by)
    states.enter(copy, Article.State.PUBLISHED, verb=verb, by=by, words=words)
    article.state, article.publish_at = copy.state, copy.publish_at
    story_changed.send(Article, article_id=article.pk)
    return edition


def modified_at(last, verb, revision, now):
    """What readers see as the time of the last change, when a verb makes an edition after the last one. It is
    empty for the first. A minor fix moves it not, nor does bringing a story back as it was.
    """
    if not last:
        return None
    is_as_it_was = verb == Verb.PUBLISH and revision == last.revision
    return last.modified_at if verb == Verb.MINOR_FIX or is_as_it_was else now


def correct(edition, to_readers, *, by):
    """Keep what readers are told of the edition that puts something right."""
    Correction.objects.create(
        edition=edition,
        severity=to_readers.severity,
        words=to_readers.words,
        section_key=to_readers.section,
        made_at=edition.made_at,
        by=by,
    )


@transaction.atomic
def unpublish(article, *, by=None, reason):
    """Take the article from readers: its page, and every list, feed and search result that led there.

    The working copy stays, and can be published again at the same address. reason says why, for colleagues.
    """
    copy = Article.objects.select_for_update().get(pk=article.pk)
    retire(copy, timezone.now())
    states.enter(copy, Article.State.UNPUBLISHED, verb="unpublish", by=by, words=reason)
    article.state, article.publish_at = copy.state, copy.publish_at
    story_changed.send(Article, article_id=article.pk)


@transaction.atomic
def take_down(article, *, by=None, reason, to_readers):
    """Take the article from readers, who find why at all its addresses, as to_readers (a
    corrections.ToReaders) says; see newsroom/gone.py. reason is for colleagues.
    """
    copy = Article.objects.select_for_update().get(pk=article.pk)
    retire(copy, timezone.now())
    told = {"words": reason, "words_to_readers": to_readers.words}
    states.enter(copy, Article.State.TAKEN_DOWN, verb="take_down", by=by, **told)
    article.state, article.publish_at = copy.state, copy.publish_at
    story_changed.send(Article, article_id=article.pk)


def retire(article, now):
    """Take the article's current edition, if it has one, from readers."""
    for edition in article.editions.current():
        search.forget(edition)
    article.editions.current().update(retired_at=now)


def current_revision(article, *, by):
    newest, content = article.revisions.first(), revisions.snapshot(article)
    if newest and newest.content == content:
        return newest
    return revisions.store(article, newest, content, by=by)


def give_address(article, last, published_at):
    """The address for the article's next edition: the one it has, or another one if its slug was changed."""
    if last and article.slug in ("", last.address.slug):
        return last.address
    day = timezone.localdate(published_at)
    wanted = make_slug(article.slug or article.title) or f"story-{article.pk}"

    def is_taken(slug):
        return Address.objects.filter(date=day, slug=slug).exists()

    return found_or_made(
        lambda: article.addresses.filter(slug=wanted).first(),
        lambda: article.addresses.create(date=day, slug=free_slug(wanted, is_taken, fallback="")),
    )


def copy_sections(article, edition, *, is_first):
    sections = article.sections.all()
    anchors = give_anchors(sections, {} if is_first else used_anchors(article))
    copies = EditionSection.objects.bulk_create(
        EditionSection(
            edition=edition,
            key=section.key,
            ordering=position,
            anchor=anchors[section.key],
            heading=section.heading,
            image_id=section.image_id,
            video=section.video,
            html=(markup := sanitise(section.body)),
            text=to_text(without_embeds(markup)),
        )
        for position, section in enumerate(sections)
    )
    tagged = EditionSection.tags.through
    tagged.objects.bulk_create(
        tagged(editionsection_id=copy.pk, tag_id=tag.pk)
        for copy, section in zip(copies, sections, strict=True)
        for tag in section.tags.all()
    )


def used_anchors(article):
    """The anchors of all sections that were ever public: {key: anchor}."""
    used = EditionSection.objects.filter(edition__article=article).order_by()
    return dict(used.values_list("key", "anchor").distinct())


def give_anchors(sections, used):
    """An anchor for each section's key. What was once public stays; a new one is made of the heading."""
    anchors, taken = dict(used), set(used.values())
    for position, section in enumerate(sections, start=1):
        if section.key not in anchors:
            anchor = free_slug(
                section.heading,
                lambda slug: slug in taken or OTHER_ANCHOR.fullmatch(slug),
                fallback=f"part-{position}",
            )
            anchors[section.key] = anchor
            taken.add(anchor)
    return anchors
