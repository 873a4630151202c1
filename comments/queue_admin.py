"""The queue in the admin: the moderators' workplace. Its pages work without JavaScript;
static/comments/queue.js sends the same forms and shows their answers in place.
"""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import last_acts
from .ban_admin import ban_view
from .banning import lift
from .dossiers import dossiers_of
from .models import Comment, Decision, Rule
from .moderating import act, undo_all
from .queue import QUEUES, counts, number_of, page_of
from .queue_forms import FilterForm, act_in, number_in
from .queue_words import done, done_in_words, undone_in_words
from .refusals import Refused

ITEM = "admin/comments/_item.html"


class QueueAdmin(admin.ModelAdmin):
    """For comments. Whoever may moderate them sees the queue."""

    def get_urls(self):
        own = [
            path("queue/", self.moderators(self.queue_view), name="comments_queue"),
            path("queue/undo/", self.moderators(require_POST(self.undo_view)), name="comments_queue_undo"),
            path("<int:pk>/ban/", self.moderators(partial(ban_view, admin=self)), name="comments_ban"),
        ]
        return own + super().get_urls()

    def moderators(self, view):
        """The view, for those who may moderate."""

        def guarded(request, *args, **kwargs):
            if not self.has_moderate_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.admin_site.admin_view(guarded)

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    def queue_view(self, request):
        form = FilterForm(request.GET)
        if request.method == "POST":
            return self.act_view(request)
        chosen, after, number = form.chosen()
        if number:
            comments, following = list(Comment.objects.order_by().filter(pk=number)), None
        else:
            comments, following = page_of(chosen, after)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Comment %(number)d") % {"number": number} if number else _("Comments that wait"),
            "form": form,
            "chosen": chosen,
            "tabs": tabs(request, chosen, counts(chosen)),
            "number": number,
            "items": dossiers_of(comments),
            "reasons": reasons(),
            "next_page": following and with_parameters(request, after=str(following)),
            "first_page": after and with_parameters(request, after=None),
            "last_act": last_acts.last(request),
        }
        return TemplateResponse(request, "admin/comments/queue.html", context)

    def act_view(self, request):
        """Do what the form says, and go back to the same place."""
        try:
            verb, seen = act_in(request.POST)
        except Refused as refused:
            return refusal(request, str(refused))
        outcome = act(verb, seen, by=request.user)
        text = done_in_words(outcome.decisions)
        if outcome.decisions:
            last_acts.remember(request, text, decisions=outcome.decisions)
        if wants_json(request):
            return JsonResponse(answer(request, outcome, text, again=outcome.failures))
        tell_failures(request, outcome.failures)
        return redirect(request.get_full_path() + place_after(request.POST, seen))

    def undo_view(self, request):
        """Undo decisions, or lift a rule, given by their numbers, and go back to where the moderator was."""
        pks = [pk for pk in map(number_in, request.POST.getlist("decision")) if pk]
        outcome = undo_all(pks, by=request.user)
        rule = Rule.objects.filter(pk=number_in(request.POST.get("rule", ""))).first()
        if rule:
            outcome.decisions += lift(rule, by=request.user).decisions
        last_acts.forget(request, decisions=pks, rule=rule and rule.pk)
        text = undone_in_words(outcome.decisions) or (_("The ban is lifted.") if rule else "")
        if wants_json(request):
            return JsonResponse(answer(request, outcome, text, again=comments_of(outcome)))
        if text:
            messages.success(request, text)
        tell_failures(request, outcome.failures)
        back = request.POST.get("back", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            back = reverse("admin:comments_queue")
        return redirect(back)


def reasons():
    """What a moderator may say why: [(reason, in words)], translated once and not for each comment."""
    return [(value, str(label)) for value, label in Decision.Reason.choices]


def wants_json(request):
    return request.headers.get("Accept") == "application/json"


def with_parameters(request, **changes):
    """The query of this page with other parameters; None takes one away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


def tabs(request, chosen, numbers):
    return [
        {
            "name": name,
            "label": label,
            "count": number_of(numbers[name]),
            "url": with_parameters(request, queue=name, after=None, comment=None),
            "is_current": name == chosen.queue,
            "is_urgent": name == "legal" and numbers[name] > 0,
        }
        for name, (label, _condition) in QUEUES.items()
    ]


def comments_of(outcome):
    return [decision.comment_id for decision in outcome.decisions] + list(outcome.failures)


def refusal(request, text):
    if wants_json(request):
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    messages.error(request, text)
    return redirect(request.get_full_path())


def tell_failures(request, failures):
    """Name each comment to which nothing was done, and why."""
    comments = Comment.objects.order_by().in_bulk(failures)
    for pk, why in failures.items():
        name = comments[pk].display_name if pk in comments else ""
        text = _("Nothing was done to comment %(number)d by %(name)s: %(why)s")
        messages.error(request, text % {"number": pk, "name": name, "why": why})


def answer(request, outcome, text, *, again):
    """The outcome for the page's script: what was done, what failed and why, the decisions to be undone, and
    the comments that are to be shown again as they are now.
    """
    offered = reasons()
    shown = dossiers_of(list(Comment.objects.order_by().only("pk").filter(pk__in=list(again))))
    return {
        "text": text,
        "done": {decision.comment_id: done(decision) for decision in outcome.decisions},
        "failed": {pk: str(why) for pk, why in outcome.failures.items()},
        "undo": [decision.pk for decision in outcome.decisions],
        "items": {
            item.comment.pk: render_to_string(ITEM, {"item": item, "reasons": offered}, request)
            for item in shown
        },
    }


def place_after(data, seen):
    """The fragment of the address that leads to the comment below those that were decided about."""
    shown = [name.removeprefix("seen_") for name in data if name.startswith("seen_")]
    decided = {str(one.pk) for one in seen}
    last = max((place for place, pk in enumerate(shown) if pk in decided), default=-1)
    following = next((pk for pk in shown[last + 1 :] if pk not in decided), None)
    return f"#c-{following}" if following else "#queue"
