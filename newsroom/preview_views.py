"""Stories that nobody has published, as readers would get them: for editors, of the form as it is typed."""

from http import HTTPStatus

from csp.utils import build_policy
from django.contrib import admin
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from articles.models import Article
from articles.previewing import story_of

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
        framed = render_to_string(PAGE, {"story": story, "link": None}, request)
        context |= {"title": story.title, "framed": framed}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    response = render(request, "admin/newsroom/preview.html", context, status=status)
    response["Content-Security-Policy"] = build_policy()
    return unseen(response)


def unseen(response):
    """The response so that no cache keeps it and no search engine lists it."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
