"""Where chief moderators keep the lists of words, hosts and bans."""

import re
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .banning import lift
from .links import ascii_host
from .models import Rule
from .ruling import make_rules
from .words import phrase_of

Kind = Rule.Kind
MOST_LINES = 5_000


class RulesForm(forms.ModelForm):
    """Many rules of a kind, pasted: each line is one."""

    lines = forms.CharField(
        label=_("What"),
        widget=forms.Textarea(attrs={"rows": 15, "cols": 60}),
        help_text=_(
            "One on each line: a word or a phrase, in which * stands for any letters; a host, with all below "
            "it; a reader’s id; a network’s hash."
        ),
    )

    class Meta:
        model = Rule
        fields = ["kind", "until", "why"]

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise ValidationError(_("This is over already."))
        return until

    def clean(self):
        super().clean()
        kind, lines = self.cleaned_data.get("kind"), self.cleaned_data.get("lines")
        if not (kind and lines):
            return
        values = [" ".join(line.split()) for line in lines.splitlines() if line.strip()]
        if len(values) > MOST_LINES:
            self.add_error("lines", _("At most %(most)d lines at a time.") % {"most": MOST_LINES})
        elif wrong := [value for value in values if not as_stored(kind, value)]:
            self.add_error("lines", _("This is not possible: %(values)s") % {"values": ", ".join(wrong[:10])})
        else:
            self.values = [as_stored(kind, value) for value in values]


def as_stored(kind, value):
    """The value as a rule of the kind has it; empty, if it can be none."""
    if len(value) > Rule._meta.get_field("value").max_length:
        return ""
    if kind in (Kind.BANNED_WORD, Kind.SUSPECT_WORD):
        return value if phrase_of(value) else ""
    if kind in (Kind.BANNED_HOST, Kind.ALLOWED_HOST):
        host = ascii_host(value.removeprefix("*."))
        return host if re.fullmatch(r"[\w-]+(\.[\w-]+)+", host) else ""
    if kind == Kind.BANNED_READER:
        return reader_id(value)
    return value if re.fullmatch(r"[0-9a-f]{32}", value) else ""


def reader_id(value):
    try:
        return str(UUID(value))
    except ValueError:
        return ""


class InForceFilter(admin.SimpleListFilter):
    """What counts now is what the list opens with."""

    title = _("time")
    parameter_name = "time"

    def lookups(self, request, model_admin):
        return [("past", _("lifted or over"))]

    def choices(self, changelist):
        for value, label in [(None, _("in force")), *self.lookup_choices]:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value})
                if value
                else changelist.get_query_string(remove=[self.parameter_name]),
                "display": label,
            }

    def queryset(self, request, queryset):
        in_force = Rule.objects.in_force().values("pk")
        return queryset.exclude(pk__in=in_force) if self.value() else queryset.filter(pk__in=in_force)


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """Rules are made, many at once, and lifted; none is changed or deleted, so that the log stays true."""

    form = RulesForm
    list_display = ["value", "kind", "until", "why", "made_by", "made_at"]
    list_filter = [InForceFilter, "kind"]
    list_select_related = ["made_by"]
    list_per_page = 200
    search_fields = ["value", "why"]
    actions = ["lift"]
    readonly = ["kind", "value", "until", "why", "made_by", "made_at", "lifted_by", "lifted_at"]

    def get_fields(self, request, obj=None):
        return self.readonly if obj else ["kind", "lines", "until", "why"]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly if obj else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "until":
            # The admin names neither part of such a field.
            day, time = field.widget.widgets
            day.attrs["aria-label"], time.attrs["aria-label"] = _("Until: day"), _("Until: time of day")
        return field

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_lift_permission(self, request):
        return request.user.has_perm("comments.change_rule")

    def save_model(self, request, obj, form, change):
        kept = {"until": obj.until, "why": obj.why}
        made = make_rules(obj.kind, form.values, by=request.user, **kept)
        known = len(set(form.values)) - len(made)
        if known:
            text = ngettext("%(count)d was there already.", "%(count)d were there already.", known)
            self.message_user(request, text % {"count": known}, messages.WARNING)
        obj.pk = (made or Rule.objects.filter(kind=obj.kind, value__in=form.values))[0].pk

    def log_addition(self, request, obj, message):
        """comments/policy_changes.py has a line for each rule."""

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_post_save_add(request, obj)

    @admin.action(description=_("Lift"), permissions=["lift"])
    def lift(self, request, queryset):
        rules = [rule for rule in queryset if rule.lifted_at is None]
        undone = sum(len(lift(rule, by=request.user).decisions) for rule in rules)
        text = ngettext("%(count)d rule was lifted.", "%(count)d rules were lifted.", len(rules))
        self.message_user(request, text % {"count": len(rules)}, messages.SUCCESS)
        if undone:
            text = ngettext(
                "%(count)d comment is as it was before.",
                "%(count)d comments are as they were before.",
                undone,
            )
            self.message_user(request, text % {"count": undone}, messages.SUCCESS)
