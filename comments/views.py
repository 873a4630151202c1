from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from articles.absence import raise_absent
from articles.models import Article, Edition
from articles.prepared import prepared

from . import tokens
from .appeals import appeal_of, is_appealable
from .attempts import attempt, with_status
from .forms import CommentForm
from .models import Comment
from .orders import OLDEST, order_of
from .origins import from_our_pages
from .permalinks import page_with
from .posting import post
from .readers import own_comment, reader_of, remember, staff_of
from .reasons import standing_of

# Everything here is personal or changes something, so no cache may keep it.


@from_our_pages
@require_POST
def post_comment(request, article_id):
    """The form's action. Whatever is refused comes back with all that was typed and the reason."""
    edition = edition_of(article_id)
    staff = staff_of(request)
    form = CommentForm(request.POST, article_id=article_id, staff=staff)

    def act(*, body, name, parent, opened, asked, **rest):
        return post(
            edition=edition,
            body=body,
            name=name,
            parent_id=parent,
            reader=reader_of(request),
            user=staff,
            address=request.META["REMOTE_ADDR"],
            opened_at=opened,
            asked=asked,
        )

    comment, status = attempt(form, act)
    if not comment:
        return reply_page(request, edition, form, status=status)
    response = arrival(request, public_address(comment, edition, form.cleaned_data["order"]))
    remember(response, comment.reader, secure=request.is_secure())
    return response


def arrival(request, address):
    """The way to where the comment is: for a script that prefers to go there itself, only the address."""
    if "return=minimal" not in request.headers.get("Prefer", ""):
        return redirect(address)
    # RFC 7240
    return HttpResponse(status=HTTPStatus.CREATED, headers={"Location": address})


def public_address(comment, edition, order=OLDEST):
    """Where the writer goes: to the comment on the page, past any cache, or to the notice that it waits."""
    if not comment.is_readable:
        return order.kept_in(reverse("comment", args=[comment.pk]))
    return f"{fresh(page_with(comment, edition.get_absolute_url(), order), comment)}#comment-{comment.pk}"


def fresh(page, comment):
    """A page's address with the version of the comment's discussion: no cache answers with an older one."""
    return f"{page}{'&' if '?' in page else '?'}seen={comment.thread.discussion.version}"


@never_cache
@require_GET
def reply(request, comment_id):
    """The form for an answer, below the comment that it answers."""
    parent = readable_comment(comment_id)
    article_id = parent.thread.discussion.article_id
    initial = {"parent": parent.pk, "order": request.GET.get("order"), "opened": tokens.opened()}
    form = CommentForm(article_id=article_id, staff=staff_of(request), initial=initial)
    return reply_page(request, edition_of(article_id), form)


@never_cache
@require_GET
def comment(request, comment_id):
    """The permalink. Writers see their own comment while it is not public, can still be changed, or was
    appealed about. Strangers learn nothing of a comment that is held, rejected, withdrawn or never was.
    With ?seen, it leads past any cache.
    """
    order = order_of(request.GET.get("order"))
    own = own_comment(request, comment_id)
    if own and (own.is_changeable() or not own.is_readable or appeal_of(own)):
        return own_page(request, own, order)
    found = Comment.objects.select_related("thread__discussion").filter(pk=comment_id)
    if standing := found.standing().first():
        edition = edition_of(standing.thread.discussion.article_id)
        page = page_with(standing, edition.get_absolute_url(), order)
        page = fresh(page, standing) if "seen" in request.GET else page
        return redirect(f"{page}#comment-{standing.pk}")
    raise Http404


def own_page(request, comment, order):
    edition = edition_of(comment.thread.discussion.article_id)
    context = {
        "comment": comment,
        "edition": edition,
        "order": order,
        "story_url": fresh(order.kept_in(edition.get_absolute_url()), comment),
        "public_url": public_address(comment, edition, order),
        "standing": standing_of(comment),
        "appeal": appeal_of(comment),
        "is_appealable": is_appealable(comment),
    }
    return render(request, "comments/own_comment.html", context)


def reply_page(request, edition, form, *, status=HTTPStatus.OK):
    parent_id = form["parent"].value()
    parent = None
    if str(parent_id or "").isdecimal():
        parent = Comment.objects.on(edition.article_id).readable().filter(pk=parent_id).first()
    context = {
        "edition": edition,
        "form": form,
        "order": order_of(form["order"].value()),
        "parent": parent,
        "token": tokens.make(edition.article_id),
    }
    return with_status(render(request, "comments/reply.html", context), status, form.retry_after)


def edition_of(article_id):
    for edition in current_editions(article_id):
        return edition
    raise_absent(Article.objects.filter(pk=article_id))


@prepared
def current_editions(article_id):
    return Edition.objects.current().filter(article=article_id).select_related("address")


def readable_comment(comment_id):
    return get_object_or_404(Comment.objects.readable().select_related("thread__discussion"), pk=comment_id)
