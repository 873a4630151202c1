"""Reporting a comment, and what became of one's report, at the same address."""

import uuid
from http import HTTPStatus

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from . import reporting, tokens
from .attempts import attempt, with_status
from .models import Comment, Report
from .networks import hashes
from .origins import from_our_pages
from .readers import reader_of, remember
from .report_forms import WORDS_LENGTH, ReportForm
from .views import edition_of


@from_our_pages
@require_http_methods(["GET", "POST"])
def report(request, comment_id):
    """The form, and its action. Who has reported the comment already sees what has become of it."""
    comment, made = reportable_or_404(reader_of(request), comment_id)
    edition = edition_of(comment.thread.discussion.article_id)
    if made:
        return reported_page(request, made, comment, edition)
    if request.method == "GET":
        return form_page(request, comment, edition, ReportForm(article_id=edition.article_id))
    reader = reader_of(request) or uuid.uuid4()
    networks = hashes(request.META["REMOTE_ADDR"])
    form = ReportForm(request.POST, article_id=edition.article_id)

    def act(*, category, words, **rest):
        reporting.report(comment, category=category, words=words, reader=reader, networks=networks)

    _nothing, status = attempt(form, act)
    if status:
        return form_page(request, comment, edition, form, status)
    response = redirect("report-comment", comment.pk)
    remember(response, reader, secure=request.is_secure())
    return response


def reportable_or_404(reader, comment_id):
    """The comment, and the reader's report of it or None. To who has reported nothing, what nobody can see
    is not there.
    """
    comment = Comment.objects.select_related("thread__discussion").filter(pk=comment_id).first()
    made = comment and reader and comment.reports.filter(reader=reader).first()
    if made or (comment and comment.is_readable):
        return comment, made
    raise Http404


def form_page(request, comment, edition, form, status=HTTPStatus.OK):
    context = {
        "comment": comment,
        "edition": edition,
        "form": form,
        "categories": Report.Category.choices,
        "most_characters": WORDS_LENGTH,
        "token": tokens.make(edition.article_id),
    }
    return with_status(render(request, "comments/report.html", context), status, form.retry_after)


def reported_page(request, made, comment, edition):
    context = {"report": made, "comment": comment, "edition": edition}
    return render(request, "comments/reported.html", context)
