"""A site as records, plain data with everything in it, which newsroom/importing/records.py takes.

First what articles refer to, by names that mean the same elsewhere, then each article with its editions,
revisions and discussion. Primary keys stay here.
"""

from collections import defaultdict

from django.db.models import prefetch_related_objects

from articles.models import Author, Correction, Desk, Image, Tag
from articles.references import References
from comments.models import Comment, Decision, Discussion
from newsroom.models import ImportedDocument

from .portable import portable, tag_key, with_users

FORMAT = 1
BATCH = 200


def site_records(articles):
    """Yield the records of the site's desks, tags, authors and pictures, and of the articles, a queryset."""
    for desk in batches(Desk.objects.prefetch_related("editors")):
        editors = sorted(user.get_username() for user in desk.editors.all())
        yield {"record": "desk", "format": FORMAT, **portable(desk), "editors": editors}
    for tag in batches(Tag.objects.prefetch_related("aliases", "former")):
        aliases = [alias.name for alias in tag.aliases.all()]
        yield {
            "record": "tag",
            "format": FORMAT,
            **portable(tag),
            "aliases": aliases,
            "former": former_of(tag),
        }
    for author in batches(with_users(Author.objects.prefetch_related("former"))):
        yield {"record": "author", "format": FORMAT, **portable(author), "former": former_of(author)}
    for image in batches(Image.objects.all()):
        yield {"record": "image", "format": FORMAT, **portable(image)}
    for article in batches(with_users(articles.select_related("desk"))):
        yield article_record(article)


def former_of(row):
    return [portable(former) for former in row.former.all()]


def batches(queryset):
    """The rows by primary key, few in memory at a time, whatever is prefetched."""
    last = 0
    while rows := list(queryset.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from rows
        last = rows[-1].pk


def article_record(article):
    """Everything of one article."""
    prefetch_related_objects([article], "bylines__author", "sections__tags", "sections__image", "addresses")
    imported = ImportedDocument.objects.select_related("revision").filter(article=article).first()
    return {
        "record": "article",
        "format": FORMAT,
        **portable(article),
        "desk": article.desk.name,
        "bylines": [{**portable(byline), "author": byline.author.name} for byline in article.bylines.all()],
        "sections": [section_record(section) for section in article.sections.all()],
        "addresses": [portable(address) for address in sorted(article.addresses.all(), key=address_key)],
        "revisions": revision_records(article),
        "transitions": [portable(step) for step in with_users(article.transitions.order_by("pk"))],
        "editions": edition_records(article),
        "discussion": discussion_record(article),
        "imported": imported
        and {**portable(imported), "revision": imported.revision and imported.revision.number},
    }


def section_record(section):
    """A section of the working copy or of an edition."""
    return {
        **portable(section),
        "image": section.image and section.image.file.name,
        "tags": sorted(map(tag_key, section.tags.all())),
    }


def address_key(address):
    return address.date, address.slug


def revision_records(article):
    revisions = list(with_users(article.revisions.order_by("number")))
    numbers = {revision.pk: revision.number for revision in revisions}
    names = Names(*(revision.content for revision in revisions))
    return [
        {
            **portable(revision),
            "content": names.put_into(revision.content),
            "restored_from": numbers.get(revision.restored_from_id),
        }
        for revision in revisions
    ]


class Names(References):
    """Puts names into snapshots of a working copy, where these have primary keys. What is gone has none."""

    def put_into(self, content):
        desk = self.desks.get(content["desk"])
        return {
            **content,
            "desk": desk and desk.name,
            "authors": [self.authors[pk].name for pk in content["authors"] if pk in self.authors],
            "sections": [self.put_into_section(section) for section in content["sections"]],
        }

    def put_into_section(self, section):
        image = self.images.get(section["image"])
        tags = [tag_key(self.tags[pk]) for pk in section["tags"] if pk in self.tags]
        return {**section, "image": image and image.file.name, "tags": sorted(tags)}


def edition_records(article):
    editions = article.editions.select_related("revision", "address", "desk").order_by("number")
    made = Correction.objects.filter(edition__article=article)
    corrections = {correction.edition_id: portable(correction) for correction in with_users(made)}
    return [
        {
            **portable(edition),
            "revision": edition.revision.number,
            "address": portable(edition.address),
            "desk": edition.desk.name,
            "authors": sorted(author.name for author in edition.authors.all()),
            "correction": corrections.get(edition.pk),
            "sections": [section_record(section) for section in edition.sections.all()],
        }
        for edition in editions.prefetch_related("authors", "sections__tags", "sections__image")
    ]


def discussion_record(article):
    """The discussion with its threads, or None if there is no row of it. The threads come in the order in
    which they were made, so that one that continues another stands below it.
    """
    discussion = Discussion.objects.filter(article=article).first()
    if discussion is None:
        return None
    comments, decisions = defaultdict(list), defaultdict(list)
    for comment in with_users(Comment.objects.on(article.pk).order_by("tree_id", "lft")):
        comments[comment.thread_id].append(comment)
    made = Decision.objects.filter(comment__thread__discussion=discussion).order_by("pk")
    for decision in with_users(made):
        decisions[decision.comment_id].append(portable(decision))
    threads, places = [], {}
    for thread in discussion.threads.order_by("pk"):
        places.update(
            (comment.pk, [len(threads), place]) for place, comment in enumerate(comments[thread.pk])
        )
        of_thread = comment_records(comments[thread.pk], decisions)
        threads.append(
            {**portable(thread), "continues": places.get(thread.continues_id), "comments": of_thread}
        )
    return {**portable(discussion), "threads": threads}


def comment_records(comments, decisions):
    """A thread's comments in reading order, each with the place of its parent in this list."""
    places = {comment.pk: place for place, comment in enumerate(comments)}
    return [
        {**portable(comment), "parent": places.get(comment.parent_id), "decisions": decisions[comment.pk]}
        for comment in comments
    ]
