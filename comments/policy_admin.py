"""Where chief moderators set the thresholds, for the whole site and for a desk."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import Policy
from .policy import NAMES, Thresholds, in_force
from .policy_changes import log


class PolicyForm(forms.ModelForm):
    """What stays empty is taken from above: each field shows what that is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_of_site = self.instance.pk and self.instance.desk_id is None
        above = Thresholds() if is_of_site else in_force(None)
        for name in NAMES:
            if field := self.fields.get(name):
                show_inherited(field, getattr(above, name))


def show_inherited(field, value):
    if not isinstance(field, forms.TypedChoiceField):
        field.widget.attrs["placeholder"] = gettext("never") if value is None else str(value)
        return
    label = dict(field.choices).get(value, value)
    field.choices = [
        ("", gettext("as it is above: %(value)s") % {"value": label}),
        *((key, text) for key, text in field.choices if key),
    ]


def thresholds_of(policy):
    return {name: getattr(policy, name) for name in NAMES}


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    """One form for each policy. Empty fields inherit, so that there is nothing to delete."""

    form = PolicyForm
    list_display = ["__str__", "state", "approvals_before_trust", "links_held_above"]
    list_select_related = ["desk"]
    ordering = ["desk__position", "desk__name"]
    fieldsets = [
        (None, {"fields": ["desk"]}),
        (_("Discussions"), {"fields": ["state", "held_after_days", "closed_after_days"]}),
        (
            _("Pace"),
            {
                "fields": [
                    *["seconds_between_posts", "posts_of_reader", "posts_of_network", "seconds_to_write"],
                ],
                "description": _("0 switches a limit off. Staff have none."),
            },
        ),
        (_("Texts"), {"fields": ["links_held_above", "repeat_hours", "capitals_percent"]}),
        (_("Readers"), {"fields": ["approvals_before_trust", "rejections_percent", "rejections_days"]}),
        (
            _("Scorer"),
            {"fields": ["score_asked_from", "score_held_from", "scorer_milliseconds", "on_failure"]},
        ),
        (_("Reports and privacy"), {"fields": ["reports_to_hide", "network_days"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        return ["desk"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        before = thresholds_of(Policy.objects.get(pk=obj.pk) if change else Policy())
        super().save_model(request, obj, form, change)
        log(request.user, str(obj), before, thresholds_of(obj))
