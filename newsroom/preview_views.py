"""Stories that nobody has published, as readers would get them: for editors, of the form as it is typed; for
whoever holds a share link, of what is saved.
"""

from http import HTTPStatus

from csp.utils import build_policy
from django.contrib import admin
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_safe

from articles import sharing
from articles.models import Article
from articles.moments import in_words
from articles.previewing import stored_content, story_of

from .embedding import with_comments

PAGE = "newsroom/preview_page.html"


@require_http_methods(["GET", "POST"])
def preview_form(request, pk=None):
    """The page of an article as it is typed, in frames of a phone's and a desktop's width. Nothing is saved.

    The frame holds the whole page, which no address has. Unlike the rest of the admin this page has the
    public pages' policy: what is typed was read by nobody.
    """
    article_admin = admin.site.get_model_admin(Article)
    article = article_admin.article_to_preview(request, pk)
    content, errors = article_admin.content_to_preview(request, article)
    context = {"errors": errors, "article": article}
    if content:
        story = with_comments(story_of(content, article))
        framed = render_to_string(PAGE, {"story": story, "expires": ""}, request)
        context |= {"title": story.title, "framed": framed}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    response = render(request, "admin/newsroom/preview.html", context, status=status)
    response["Content-Security-Policy"] = build_policy()
    return unseen(response)


@require_safe
def preview_link(request, token):
    """The draft that a share link shows. A link that opens no more is as if it had never been, whatever the
    reason; if the story has gone out, it leads there.
    """
    link = sharing.find(token)
    if not link:
        raise Http404
    if link.was_published:
        edition = link.article.current_edition()
        if not edition:
            raise Http404
        return unseen(redirect(edition))
    if request.method == "GET":
        sharing.opened(link, agent=request.headers.get("User-Agent", ""))
    content = link.revision.content if link.revision else stored_content(link.article)
    story = with_comments(story_of(content, link.article))
    return unseen(render(request, PAGE, {"story": story, "expires": in_words(link.expires_at)}))


def unseen(response):
    """The response so that no cache keeps it, no search engine lists it, and no other site learns its
    address.
    """
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
