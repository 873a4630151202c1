"""The log of what chief moderators have changed, and its list in the admin. Nobody changes the log."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from .models import Policy, PolicyChange, Rule

ABSENT = object()
# By their names in the log.
FIELDS = {field.name: field for model in (Rule, Policy) for field in model._meta.fields}


def log(by, subject, before, after):
    """Store what somebody has changed from one dict of plain values to the other: what differs, or is in one
    of them only. Nothing, if they are equal.
    """
    names = [name for name in {**before, **after} if before.get(name, ABSENT) != after.get(name, ABSENT)]
    if names:
        PolicyChange.objects.create(
            changed_by=by,
            subject=subject[:250],
            before={name: before[name] for name in names if name in before},
            after={name: after[name] for name in names if name in after},
        )


@admin.register(PolicyChange)
class PolicyChangeAdmin(admin.ModelAdmin):
    """A list to read."""

    list_display = ["subject", "differences", "changed_by", "changed_at"]
    list_display_links = None
    list_filter = ["changed_at", "changed_by"]
    list_select_related = ["changed_by"]
    search_fields = ["subject"]

    @admin.display(description=_("change"))
    def differences(self, change):
        names = [*change.before, *(name for name in change.after if name not in change.before)]
        rows = [(FIELDS[name], change.before.get(name), change.after.get(name)) for name in names]
        rows = [(field.verbose_name, shown(field, old), shown(field, new)) for field, old, new in rows]
        return format_html_join("", "<div>{}: {} → {}</div>", rows)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def shown(field, value):
    return "–" if value in (None, "") else dict(field.flatchoices).get(value, value)
