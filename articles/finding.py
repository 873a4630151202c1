"""Finding stories in the admin: by headline, text, by-line, or an address that was pasted."""

from django.db.models import Q
from django.urls import Resolver404, resolve

from .models import Article, Author, Section
from .own_links import own_path
from .search import search

# What readers see is in the search index. In these states a story has words that they do not see.
UNSEEN = [state for state in Article.State if state != Article.State.PUBLISHED]


def find(articles, text):
    """Those of the articles, a queryset, that have each word of the text in their headline, by-line, authors'
    names or address; or all of them in their text. For a pasted address: the story that has or once had it.
    """
    if pasted := at_address(text):
        return articles.filter(pk__in=pasted)
    words = text.split()
    found = named(words) | Q(pk__in=unseen_with(words))
    # The index knows whole words only; the unseen are few enough to be looked through.
    return articles.filter(found | Q(pk__in=[section.edition.article_id for section in search(text)]))


def at_address(text):
    """The keys of the articles that a pasted address names: a page of a story, now or formerly, or its form.
    None at all, if it is no address of ours.
    """
    path = own_path(text.strip()) if "/" in text else ""
    try:
        match = resolve(path) if path.startswith("/") else None
    except (Resolver404, ValueError):
        return []
    if not match:
        return []
    if match.view_name == "admin:articles_article_change":
        return [int(match.kwargs["object_id"])] if match.kwargs["object_id"].isdecimal() else []
    if {"day", "slug"} <= match.kwargs.keys():
        day, slug = match.kwargs["day"], match.kwargs["slug"]
        same = Article.objects.filter(addresses__date=day, addresses__slug=slug)
        return list(same.order_by().values_list("pk", flat=True))
    return []


def named(words):
    """The condition that each of the words is in what an article is called by."""
    condition = Q()
    for word in words:
        authors = Author.objects.filter(name__icontains=word).order_by()
        signed = Article.authors.through.objects.filter(author__in=authors).order_by()
        condition &= (
            Q(title__icontains=word)
            | Q(byline__icontains=word)
            | Q(slug__icontains=word)
            | Q(pk__in=signed.values("article"))
        )
    return condition


def unseen_with(words):
    """The articles with a section of their working copy that has all the words, if readers do not see it."""
    sections = Section.objects.order_by().filter(article__state__in=UNSEEN)
    for word in words:
        sections = sections.filter(Q(body__icontains=word) | Q(heading__icontains=word))
    return sections.values("article")
