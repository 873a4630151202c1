"""Changing and withdrawing one's own comment. To a stranger nothing of this is there."""

from http import HTTPStatus

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from . import posting, tokens
from .attempts import attempt, with_status
from .forms import EditForm, WithdrawForm
from .orders import order_of
from .origins import from_our_pages
from .readers import own_comment, reader_of
from .views import edition_of, public_address


@from_our_pages
@require_http_methods(["GET", "POST"])
def edit(request, comment_id):
    """The form with the comment's text, and its action."""
    comment, edition = own_or_404(request, comment_id)
    if request.method == "GET":
        initial = {"body": comment.body, "seen": comment.version}
        form = EditForm(initial=initial, article_id=edition.article_id)
        return form_or_comment(request, "comments/edit.html", comment, edition, form)
    form = EditForm(request.POST, article_id=edition.article_id)

    def act(*, body, seen, asked, **rest):
        return posting.edit(comment, body=body, reader=reader_of(request), seen=seen, asked=asked)

    edited, status = attempt(form, act)
    if edited:
        return redirect(public_address(edited, edition, order_in(request)))
    return form_page(request, "comments/edit.html", comment, edition, form, status)


@from_our_pages
@require_http_methods(["GET", "POST"])
def withdraw(request, comment_id):
    """The question whether the comment is to go, and its answer."""
    comment, edition = own_or_404(request, comment_id)
    if request.method == "GET":
        form = WithdrawForm(article_id=edition.article_id)
        return form_or_comment(request, "comments/withdraw.html", comment, edition, form)
    form = WithdrawForm(request.POST, article_id=edition.article_id)
    _changed, status = attempt(form, lambda **data: posting.withdraw(comment, reader=reader_of(request)))
    if not status:
        return redirect(own_address(request, comment))
    return form_page(request, "comments/withdraw.html", comment, edition, form, status)


def own_or_404(request, comment_id):
    comment = own_comment(request, comment_id)
    if not comment:
        raise Http404
    return comment, edition_of(comment.thread.discussion.article_id)


def form_or_comment(request, template, comment, edition, form):
    """The form's page; the comment's own, which says how it stands, if it can no longer be changed."""
    if not comment.is_changeable():
        return redirect(own_address(request, comment))
    return form_page(request, template, comment, edition, form)


def order_in(request):
    """The order in which the writer reads, which goes along from page to page."""
    return order_of(request.GET.get("order"))


def own_address(request, comment):
    return order_in(request).kept_in(reverse("comment", args=[comment.pk]))


def form_page(request, template, comment, edition, form, status=HTTPStatus.OK):
    """The form, empty or as it came back. After a conflict it is about the text that stands now, so that
    sending it again is the writer's decision.
    """
    is_conflict = status == HTTPStatus.CONFLICT
    if is_conflict:
        comment.refresh_from_db()
    context = {
        "comment": comment,
        "edition": edition,
        "form": form,
        "is_conflict": is_conflict,
        "order": order_in(request),
        "seen": comment.version if is_conflict else "seen" in form.fields and form["seen"].value(),
        "token": tokens.make(edition.article_id),
    }
    return with_status(render(request, template, context), status, form.retry_after)
