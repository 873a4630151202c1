"""Where a story stands, in the admin: its state, whose turn it is, and the steps that it has taken."""

from django.contrib import admin
from django.db.models import Prefetch, prefetch_related_objects
from django.template.defaultfilters import linebreaks_filter
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from .models import Transition
from .reading_admin import ReadingAdmin
from .scheduling_admin import times_of
from .steps import BY_VERB
from .turns import name_of, turn_of, waiting_for


class WhoseFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("mine")), ("waiting", _("waits for me"))]

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return queryset.written_by(request.user)
        if self.value() == "waiting":
            return queryset.filter(pk__in=waiting_for(request.user).order_by().values("pk"))
        return queryset


class StandingAdmin(ReadingAdmin):
    """For articles: the list says where each stands, the form also how it came there."""

    @admin.display(description=_("state"), ordering="state")
    def stands(self, article):
        state, waits = article.get_state_display(), waits_for(article)
        return format_html("{}<br><small>{}</small>", state, waits) if waits else state

    @admin.display(description=_("state"))
    def standing(self, article):
        """The state, whose turn it is, and what was said at the last step."""
        waits, last = waits_for(article), next(iter(steps_of(article)), None)
        return format_html(
            "<strong>{}</strong>{}{}",
            article.get_state_display(),
            format_html(" · {}", waits) if waits else "",
            format_html('<div class="help" dir="auto">{}</div>', linebreaks_filter(last.words))
            if last and last.words
            else "",
        )

    @admin.display(description=_("steps so far"))
    def steps_so_far(self, article):
        lines = format_html_join("", "<li>{} · {} · {} → {}{}</li>", map(line_of, steps_of(article)))
        return format_html("<ol reversed>{}</ol>", lines) if lines else _("none")

    def get_fieldsets(self, request, obj=None):
        """With where the story stands; what was said at its steps is for those who work on it."""
        (name, first), *others = super().get_fieldsets(request, obj)
        if not obj:
            return [(name, first), *others]
        works = self.part_of(request, obj).may_work()
        fields = [*first["fields"], "standing" if works else "stands"]
        steps = [(_("Steps so far"), {"fields": ["steps_so_far"], "classes": ["collapse"]})] if works else []
        return [(name, {**first, "fields": fields}), *others, *steps]


def steps_of(article):
    """The steps that the article took, the last one first, each with who took it: asked for once."""
    prefetch_related_objects([article], Prefetch("transitions", Transition.objects.select_related("by")))
    return article.transitions.all()


def waits_for(article):
    """Who or what the article waits for, in words, or an empty text."""
    turn = turn_of(article)
    whose = _("waits for %(name)s") % {"name": turn} if turn else ""
    return " · ".join(filter(None, map(str, [whose, *times_of(article)])))


def line_of(step):
    """What a line says of a step."""
    done = BY_VERB[step.verb].label if step.verb in BY_VERB else step.verb
    words = format_html('<div dir="auto">{}</div>', linebreaks_filter(step.words)) if step.words else ""
    words += format_html_join("", "<div>{}</div>", ([warning] for warning in step.overridden))
    return (
        date_format(localtime(step.at), "DATETIME_FORMAT"),
        name_of(step.by) or _("a program"),
        done,
        step.get_to_state_display(),
        words,
    )
