"""Rules for robots in the admin."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .models import Robot
from .robots import REFUSED_TO_ALL


@admin.register(Robot)
class RobotAdmin(admin.ModelAdmin):
    list_display = ["name", "refused"]
    search_fields = ["name"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "refused"],
                "description": format_html(
                    "{} <code>{}</code>",
                    _("They stand in /robots.txt, and hold off only who keeps to rules. No robot may read:"),
                    " ".join(REFUSED_TO_ALL),
                ),
            },
        )
    ]
