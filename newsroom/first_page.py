"""The admin's first page: the panels of both parts above the list of everything."""

from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import first_page
from articles.first_page import Line, Panel
from comments.models import ErrorReport
from comments.queue import Filter, number_of

from .signing_in.site import SignsIn
from .words_of_others import AdminsScripts

# In the order in which people work; whatever else there is comes behind.
PARTS = ["articles", "comments", "newsroom", "auth"]


class NewsroomAdminSite(SignsIn, AdminSite):
    index_template = "admin/newsroom/first_page.html"

    def get_app_list(self, request, app_label=None):
        parts = super().get_app_list(request, app_label)
        return sorted(parts, key=lambda part: (*PARTS, part["app_label"]).index(part["app_label"]))

    def index(self, request, extra_context=None):
        return super().index(request, {"panels": list(panels(request.user)), **(extra_context or {})})

    def i18n_javascript(self, request, extra_context=None):
        return AdminsScripts.as_view()(request)


def panels(user):
    yield from first_page.panels(user)
    if user.has_perm("comments.moderate_comment"):
        yield comments_waiting()
    if user.has_perm("articles.publish_article"):
        yield errors_waiting(user)


def comments_waiting():
    """How many comments wait for a moderator, as links to them; those with legal reports in a line of their
    own.
    """
    lines = [
        Line(text % number_of(number), reverse("admin:comments_queue", query={"queue": queue}))
        for queue, number, text in waiting_in_queues()
        if number
    ]
    return Panel(_("Comments waiting"), lines, empty=_("No comment waits."))


def waiting_in_queues():
    legal, others = (Filter(queue=queue).number() for queue in ("legal", "all"))
    yield (
        "legal",
        legal,
        ngettext("%s comment with a legal report waits", "%s comments with legal reports wait", legal),
    )
    yield "all", others, ngettext("%s comment waits", "%s comments wait", others)


def errors_waiting(user):
    """How many errors readers have reported on the user's desks, as a link to them."""
    number = ErrorReport.objects.open().waiting_for(user).order_by().count()
    text = ngettext("%d report waits", "%d reports wait", number) % number
    lines = [Line(text, reverse("admin:comments_errorreport_changelist"))] if number else []
    return Panel(_("Errors that readers report"), lines, empty=_("No report waits."))
