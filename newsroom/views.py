"""The public pages. Each is the same bytes for everyone: nothing here touches a user, a session or a
cookie.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.absence import raise_absent
from articles.models import Article, Author, Desk, Edition, EditionSection, Tag
from articles.paging import page_after
from articles.topics import sections_about, topics_beside, topics_of
from comments import reading, tokens
from comments.models import Discussion
from comments.orders import order_of

from .embedding import with_comments
from .feeds import site_of
from .front import front_page_now
from .keeping.public import public
from .keeping.shown import show
from .metadata import lists
from .metadata.stories import of_story
from .stream import stream_of
from .told import edition_at, told

STORIES_ON_PAGE = 20


@public("before")
@require_safe
def front_page(request):
    if request.GET.get("before"):
        return render(
            request, "newsroom/earlier_page.html", page_of_stories(request, Edition.objects.current())
        )
    context = {"front": front_page_now(), "metadata": lists.of_front(site_of(request))}
    return render(request, "newsroom/front_page.html", context)


@public("before")
@require_safe
def desk_page(request, slug):
    desk = get_object_or_404(Desk, slug=slug)
    stories = page_of_stories(request, desk.editions.current())
    metadata = lists.of_desk(site_of(request), desk, stories["editions"])
    return render(request, "newsroom/desk_page.html", stories | {"desk": desk, "metadata": metadata})


@public("before")
@require_safe
def author_page(request, slug):
    author = Author.objects.filter(slug=slug).first()
    if not author:
        return redirect(get_object_or_404(Author.objects.distinct(), former__slug=slug), permanent=True)
    editions = author.editions.current()
    stories = page_of_stories(request, editions)
    if not stories["editions"]:
        absent_without(editions)
    metadata = lists.of_author(site_of(request), author, stories["editions"])
    context = {"author": author, "topics": topics_of(author), "metadata": metadata}
    return render(request, "newsroom/author_page.html", stories | context)


def absent_without(rows):
    """Raise Http404 unless there are any: the name of a tag or author that only drafts have is a trace of
    these.
    """
    if not rows.exists():
        raise Http404


def page_of_stories(request, editions):
    """What a list of stories shows of editions, a queryset, on the page that is asked for."""
    page, following = page_after(
        editions.with_line(),
        request.GET.get("before", ""),
        size=STORIES_ON_PAGE,
        key="published_at",
        descending=True,
    )
    return {
        "editions": page,
        "comment_counts": Discussion.objects.counts_of(edition.article_id for edition in page),
        "next": following,
    }


@public("before")
@require_safe
def topic_page(request, slug):
    """The sections that carry a tag, as one stream; each leads to its place in its story."""
    tag = Tag.objects.public().filter(slug=slug).prefetch_related("aliases").first()
    if not tag:
        return redirect(get_object_or_404(Tag.objects.public(), former__slug=slug), permanent=True)
    sections, following = sections_about(tag, request.GET.get("before", ""), STORIES_ON_PAGE)
    if not sections:
        absent_without(EditionSection.objects.current().filter(tags=tag))
    context = {
        "tag": tag,
        "sections": sections,
        "next": following,
        "beside": topics_beside(tag),
        "metadata": lists.of_topic(site_of(request), tag, sections),
    }
    return render(request, "newsroom/topic_page.html", context)


@public("order", "after")
@require_safe
def story_page(request, day, slug):
    edition = edition_or_404(day, slug)
    url = edition.get_absolute_url()
    if url != request.path:
        # A page of its discussion has moved along.
        query = request.META["QUERY_STRING"]
        return redirect(f"{url}?{query}" if query else url, permanent=True)
    by_editors = told(edition)
    story = with_comments(by_editors.story)
    site, order = site_of(request), order_of(request.GET.get("order"))
    discussion = reading.discussion_on(edition, by_editors.policy)
    show(edition.article_id, discussion.version)
    stream = stream_of(site, story, discussion, order=order, after=request.GET.get("after", ""))
    return render(
        request,
        "newsroom/story_page.html",
        {
            "story": story,
            "discussion": discussion,
            "stream": stream,
            "order": order,
            "metadata": of_story(site, story, discussion.comment_count, stream.things),
            "related": by_editors.related,
            "token": tokens.make(edition.article_id),
        },
    )


@public("order", "after")
@require_safe
def thread_page(request, day, slug, thread_id):
    edition = edition_or_404(day, slug)
    sections = edition.sections.only("edition", "key", "anchor", "heading")
    thread = reading.thread_page(edition, thread_id, after=request.GET.get("after", ""), sections=sections)
    if not thread:
        raise Http404
    show(edition.article_id, thread.version)
    order = order_of(request.GET.get("order"))
    return render(
        request, "newsroom/thread_page.html", {"edition": edition, "order": order, "thread": thread}
    )


def edition_or_404(day, slug):
    edition = edition_at(day, slug)
    if not edition:
        raise_absent(Article.objects.filter(addresses__date=day, addresses__slug=slug))
    return edition
