"""An article's history in the admin: its revisions, what changed between any two, and going back to one."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from .comparing import EMPTY, compare
from .conflicts import find_conflict, newest_number
from .models import Article, Edition
from .references import References
from .restoring import restore
from .revisions import snapshot
from .stale_admin import loaded_from
from .workflow import rework

PAGE = 50
TEMPLATES = "admin/articles/article"


class ChoiceForm(forms.Form):
    """Two revisions, by their numbers."""

    old = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    new = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)


class HistoryAdmin(admin.ModelAdmin):
    """For articles. has_history_permission() says who may see it; going back needs the right to change."""

    def get_urls(self):
        own = [
            path(
                "<int:pk>/history/compare/",
                self.admin_site.admin_view(self.compare_view),
                name="articles_article_compare",
            ),
            path(
                "<int:pk>/history/<int:number>/restore/",
                self.admin_site.admin_view(self.restore_view),
                name="articles_article_restore",
            ),
        ]
        return own + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        article = self.get_object(request, unquote(object_id))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_history_permission(request, article):
            raise PermissionDenied
        editions = Edition.objects.select_related("address")
        revisions = article.revisions.without_content().prefetch_related(Prefetch("editions", editions))
        page = Paginator(revisions, PAGE).get_page(request.GET.get("p"))
        old, new = chosen_on(page, ChoiceForm(request.GET))
        elsewhere = {old, new} - {None} - {revision.number for revision in page}
        return self.history_page(
            request,
            "history",
            article,
            _("History"),
            page=page,
            old=old,
            new=new,
            chosen_elsewhere=revisions.filter(number__in=elsewhere) if elsewhere else [],
            may_restore=self.has_change_permission(request, article),
            **extra_context or {},
        )

    def compare_view(self, request, pk):
        """How two revisions differ, the older one first; or, if only one is named, how it differs from the
        one before it.
        """
        article = self.article_of_history(request, pk)
        choice = ChoiceForm(request.GET)
        if not (choice.is_valid() and choice.cleaned_data["new"]):
            raise Http404
        numbers = [number for number in choice.cleaned_data.values() if number]
        revisions = article.revisions.select_related("saved_by")
        new = get_object_or_404(revisions, number=max(numbers))
        if len(numbers) == 2:
            old = get_object_or_404(revisions, number=min(numbers))
        else:
            old = revisions.filter(number__lt=new.number).first()
        before = old.content if old else EMPTY
        return self.history_page(
            request,
            "compare",
            article,
            _("What changed"),
            old=old,
            new=new,
            comparison=References(before, new.content).named(compare(before, new.content)),
            newest=newest_number(article.pk),
            may_restore=self.has_change_permission(request, article),
        )

    def restore_view(self, request, pk, number):
        """What going back to a revision would change, and the button that does it."""
        article = self.article_of_history(request, pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        source = get_object_or_404(article.revisions.select_related("saved_by"), number=number)
        with transaction.atomic():
            conflict = None
            if request.method == "POST":
                conflict = find_conflict(pk, loaded_from(request))
                if not conflict:
                    return self.restored(request, article, source)
            newest = newest_number(pk)
            before = snapshot(Article.objects.whole().get(pk=pk))
        comparison = References(before, source.content).named(compare(before, source.content))
        response = self.history_page(
            request,
            "restore",
            article,
            _("Restore revision %(number)d") % {"number": number},
            source=source,
            comparison=comparison,
            loaded_from=newest,
            conflict=conflict,
        )
        response.status_code = 409 if conflict else 200
        return response

    def restored(self, request, article, source):
        done = restore(source, by=request.user)
        rework(article, by=request.user)
        self.log_change(request, article, _("Restored revision %(number)d.") % {"number": source.number})
        text = _(
            "Revision %(source)d is restored; it is revision %(number)d now. Readers see nothing of it until "
            "it is published."
        )
        numbers = {"source": source.number, "number": done.revision.number}
        self.message_user(request, text % numbers, messages.SUCCESS)
        if done.missing:
            text = _("No longer there, and so left out: %(things)s.") % {"things": ", ".join(done.missing)}
            self.message_user(request, text, messages.WARNING)
        return redirect("admin:articles_article_change", article.pk)

    def article_of_history(self, request, pk):
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not self.has_history_permission(request, article):
            raise PermissionDenied
        return article

    def history_page(self, request, name, article, title, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "article": article,
            "title": title,
            "subtitle": str(article),
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"{TEMPLATES}/{name}.html", context)


def chosen_on(page, form):
    """The numbers of the revisions that are chosen, old and new: as asked, else the last two of the page."""
    form.is_valid()
    new = form.cleaned_data.get("new") or (page[0].number if len(page) else None)
    old = form.cleaned_data.get("old") or (page[1].number if len(page) > 1 else new)
    return old, new
