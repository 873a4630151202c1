"""Banning from the queue: a form about a comment, what the ban would touch, the ban."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from . import last_acts
from .ban_form import BanForm
from .banning import ban, count_touched, value_of
from .models import Comment
from .queue import COUNTED, number_of
from .queue_words import done_in_words
from .refusals import Refused


def ban_view(request, pk, *, admin):
    """The form; with “preview” pressed, what would be touched; with “ban”, the ban, and back to the queue.
    What was changed since one has looked is not banned, but looked at.
    """
    if not admin.has_moderate_permission(request):
        raise PermissionDenied
    comment = get_object_or_404(Comment.objects.order_by(), pk=pk)
    form = BanForm(comment, request.POST or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            if "ban" in request.POST and request.POST.get("looked") == form.meaning:
                return banned(request, form)
            preview = preview_of(form)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Ban"),
        "comment": comment,
        "form": form,
        "preview": preview,
    }
    return TemplateResponse(request, "admin/comments/ban.html", context)


def preview_of(form):
    """What the ban would touch: how many, and the first of them; and until when it would last."""
    kind, value, until, days = form.ban()
    value, number, first = value_of(kind, value), 0, []
    if form.cleaned_data["sweep"]:
        number, first = count_touched(kind, value, days=days, most=COUNTED)
    return {"number": number, "shown": number_of(number), "first": first, "until": until}


def banned(request, form):
    kind, value, until, days = form.ban()
    said = form.cleaned_data
    done = ban(kind, value, by=request.user, until=until, why=said["why"], sweep=said["sweep"], days=days)
    ending = (
        _("until %(time)s") % {"time": date_format(localtime(until), "DATETIME_FORMAT")}
        if until
        else _("for good")
    )
    text = ", ".join(
        filter(None, [f"{done.rule.get_kind_display()}, {ending}", done_in_words(done.decisions)])
    )
    last_acts.remember(request, text, rule=done.rule)
    return redirect(reverse("admin:comments_queue"))
