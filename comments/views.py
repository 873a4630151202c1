import uuid
from http import HTTPStatus

from django.db import OperationalError
from django.http import Http404, HttpResponseForbidden
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from articles.models import Edition

from . import tokens
from .forms import CommentForm
from .models import Comment
from .origins import is_foreign
from .posting import Refused, post
from .readers import reader_of, remember
from .reading import discussion_of, page_with

# Everything here is personal or changes something, so no cache may keep it.


# comments.origins and comments.tokens stand in for Django's token, which is personal: the form's page is not.
@csrf_exempt
@never_cache
@require_POST
def post_comment(request, article_id):
    """The form's action. Whatever is refused comes back with all that was typed and the reason."""
    if is_foreign(request):
        return HttpResponseForbidden(_("This form was sent from another site."))
    edition = edition_of(article_id)
    discussion = discussion_of(article_id)
    form = CommentForm(request.POST, discussion=discussion)
    if form.is_valid():
        data = form.cleaned_data
        reader = reader_of(request) or uuid.uuid4()
        try:
            comment = post(
                article=edition.article,
                body=data["body"],
                name=data["name"],
                parent=data["parent"],
                reader=reader,
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        except OperationalError:
            # Somebody else held the discussion for longer than LOCK_TIMEOUT.
            return busy_page(request, edition, form)
        else:
            response = redirect(after_post(comment, edition))
            remember(response, reader, secure=request.is_secure())
            return response
    return reply_page(request, edition, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def busy_page(request, edition, form):
    form.add_error(
        None, _("We are very busy at the moment. Your text is kept: please send it again in a moment.")
    )
    response = reply_page(request, edition, form, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "5"
    return response


def after_post(comment, edition):
    """Where the writer goes: to the comment on the page, past any cache, or to the notice that it waits."""
    if not comment.is_readable:
        return reverse("comment", args=[comment.pk])
    version = discussion_of(edition.article_id).version
    return f"{page_with(comment, edition.get_absolute_url())}?seen={version}#comment-{comment.pk}"


@never_cache
@require_GET
def reply(request, comment_id):
    """The form for an answer, below the comment that it answers."""
    parent = readable_comment(comment_id)
    article_id = parent.thread.discussion.article_id
    form = CommentForm(discussion=parent.thread.discussion, initial={"parent": parent.pk})
    return reply_page(request, edition_of(article_id), form)


@never_cache
@require_GET
def comment(request, comment_id):
    """The permalink. Strangers learn nothing of a comment that is held, rejected or never was."""
    found = Comment.objects.select_related("thread__discussion").filter(pk=comment_id)
    if standing := found.standing().first():
        edition = edition_of(standing.thread.discussion.article_id)
        return redirect(f"{page_with(standing, edition.get_absolute_url())}#comment-{standing.pk}")
    reader = reader_of(request)
    if own := reader and found.filter(reader=reader).first():
        return render(
            request,
            "comments/own_comment.html",
            {"comment": own, "edition": edition_of(own.thread.discussion.article_id)},
        )
    raise Http404


def reply_page(request, edition, form, *, status=HTTPStatus.OK):
    parent_id = form["parent"].value()
    parent = None
    if str(parent_id or "").isdecimal():
        parent = Comment.objects.on(edition.article_id).readable().filter(pk=parent_id).first()
    return render(
        request,
        "comments/reply.html",
        {"edition": edition, "form": form, "parent": parent, "token": tokens.make(edition.article_id)},
        status=status,
    )


def edition_of(article_id):
    return get_object_or_404(
        Edition.objects.current().select_related("address", "article"), article=article_id
    )


def readable_comment(comment_id):
    return get_object_or_404(Comment.objects.readable().select_related("thread__discussion"), pk=comment_id)
