"""The form with which the writer of a comment asks for another look at it. To a stranger it is not there."""

from http import HTTPStatus

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from . import appeals, tokens
from .attempts import attempt, with_status
from .origins import from_our_pages
from .own_views import own_or_404
from .readers import reader_of
from .reasons import standing_of
from .report_forms import WORDS_LENGTH, AppealForm


@from_our_pages
@require_http_methods(["GET", "POST"])
def appeal(request, comment_id):
    """The form, and its action. What cannot be appealed against leads to the comment's own page."""
    comment, edition = own_or_404(request, comment_id)
    if not appeals.is_appealable(comment):
        return redirect("comment", comment.pk)
    if request.method == "GET":
        return form_page(request, comment, edition, AppealForm(article_id=edition.article_id))
    form = AppealForm(request.POST, article_id=edition.article_id)

    def act(*, words, **rest):
        return appeals.appeal(comment, words=words, reader=reader_of(request))

    made, status = attempt(form, act)
    if made:
        return redirect("comment", comment.pk)
    return form_page(request, comment, edition, form, status)


def form_page(request, comment, edition, form, status=HTTPStatus.OK):
    context = {
        "comment": comment,
        "edition": edition,
        "standing": standing_of(comment),
        "form": form,
        "most_characters": WORDS_LENGTH,
        "token": tokens.make(edition.article_id),
    }
    return with_status(render(request, "comments/appeal.html", context), status)
