"""“Report an error in this story”, and below the form what became of those one has reported."""

import uuid
from http import HTTPStatus

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from . import erring, tokens
from .attempts import attempt, with_status
from .models import ErrorReport
from .networks import hashes
from .origins import from_our_pages
from .readers import reader_of, remember
from .report_forms import WORDS_LENGTH, ErrorForm
from .views import edition_of


@from_our_pages
@require_http_methods(["GET", "POST"])
def report_error(request, article_id):
    """The form, and its action."""
    edition = edition_of(article_id)
    known = reader_of(request)
    form = ErrorForm(request.POST or None, article_id=article_id, sections=edition.sections.all())
    if request.method == "GET":
        return form_page(request, edition, form, known)
    reader = known or uuid.uuid4()
    networks = hashes(request.META["REMOTE_ADDR"])

    def act(*, words, section, **rest):
        return erring.report_error(
            edition.article, words=words, section=section, reader=reader, networks=networks
        )

    made, status = attempt(form, act)
    if not made:
        return form_page(request, edition, form, known, status)
    response = redirect("report-error", article_id)
    remember(response, reader, secure=request.is_secure())
    return response


def form_page(request, edition, form, reader, status=HTTPStatus.OK):
    reports = ErrorReport.objects.filter(article=edition.article_id, reader=reader) if reader else []
    context = {
        "edition": edition,
        "form": form,
        "reports": reports,
        "most_characters": WORDS_LENGTH,
        "token": tokens.make(edition.article_id),
    }
    return with_status(render(request, "comments/error.html", context), status, form.retry_after)
