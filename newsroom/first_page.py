"""The admin's first page: the panels of both parts above the list of everything."""

from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import first_page
from articles.first_page import Line, Panel
from comments.models import Comment, ErrorReport


class NewsroomAdminSite(AdminSite):
    index_template = "admin/newsroom/first_page.html"

    def index(self, request, extra_context=None):
        return super().index(request, {"panels": list(panels(request.user)), **(extra_context or {})})


def panels(user):
    yield from first_page.panels(user)
    if user.has_perm("comments.moderate_comment"):
        yield comments_waiting()
    if user.has_perm("articles.publish_article"):
        yield errors_waiting(user)


def comments_waiting():
    """How many comments wait for a moderator, as a link to them."""
    number = Comment.objects.filter(state=Comment.State.HELD).order_by().count()
    text = ngettext("%d comment waits", "%d comments wait", number) % number
    lines = [Line(text, reverse("admin:comments_comment_changelist"))] if number else []
    return Panel(_("Comments waiting"), lines, empty=_("No comment waits."))


def errors_waiting(user):
    """How many errors readers have reported on the user's desks, as a link to them."""
    number = ErrorReport.objects.open().waiting_for(user).order_by().count()
    text = ngettext("%d report waits", "%d reports wait", number) % number
    lines = [Line(text, reverse("admin:comments_errorreport_changelist"))] if number else []
    return Panel(_("Errors that readers report"), lines, empty=_("No report waits."))
