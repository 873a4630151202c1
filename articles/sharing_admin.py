"""An article's share links in the admin: made, looked after, revoked."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import sharing
from .models import Article
from .moments import in_words
from .publishing import current_revision

NEWEST, AS_IT_IS = "newest", "pinned"
DAYS = (1, 3, 7, 14)


def day_choices():
    return [(days, ngettext("%d day", "%d days", days) % days) for days in DAYS]


class ShareForm(forms.Form):
    days = forms.TypedChoiceField(
        label=gettext_lazy("It opens for"),
        coerce=int,
        choices=day_choices,
        initial=7,
    )
    shows = forms.ChoiceField(
        label=gettext_lazy("It shows"),
        choices=[
            (NEWEST, gettext_lazy("the story as it is saved last, whenever it is opened")),
            (AS_IT_IS, gettext_lazy("the story as it is saved now, whatever is changed later")),
        ],
        initial=NEWEST,
        widget=forms.RadioSelect,
    )


class SharingAdmin(admin.ModelAdmin):
    """For articles: whoever works on a story may show it to somebody, and sees to whom it is shown."""

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/share/", view(self.share_view), name="articles_article_share"),
            path("<int:pk>/share/<int:link>/", view(self.revoke_view), name="articles_article_revoke"),
        ]
        return own + super().get_urls()

    def render_change_form(self, request, context, **kwargs):
        article = kwargs.get("obj")
        context["may_share"] = bool(article) and self.part_of(request, article).may_work()
        return super().render_change_form(request, context, **kwargs)

    def share_view(self, request, pk):
        """The article's links, and a form that makes one. Its secret is on the page that answers, and on no
        other.
        """
        article = self.article_to_share(request, pk)
        form, address, status = ShareForm(request.POST or None), "", 200
        may_make = article.state not in sharing.NOT_SHARED
        if request.method == "POST":
            if not may_make:
                raise PermissionDenied
            if form.is_valid():
                secret = self.make_link(request, article, form.cleaned_data)
                address = request.build_absolute_uri(reverse("preview", args=[secret]))
                form = ShareForm()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "article": article,
            "title": _("Share the draft"),
            "subtitle": str(article),
            "form": form,
            "may_make": may_make,
            "address": address,
            "links": [(link, fate_of(link, article)) for link in sharing.links_of(article)],
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/articles/article/share.html", context, status=status)

    @transaction.atomic
    def make_link(self, request, article, chosen):
        copy = Article.objects.whole().select_for_update().get(pk=article.pk)
        pinned = chosen["shows"] == AS_IT_IS
        revision = current_revision(copy, by=request.user) if pinned else None
        link, secret = sharing.make(copy, by=request.user, days=chosen["days"], revision=revision)
        text = _("Made a share link that opens until %(moment)s.") % {"moment": in_words(link.expires_at)}
        self.log_change(request, article, text)
        return secret

    def revoke_view(self, request, pk, link):
        article = self.article_to_share(request, pk)
        if request.method != "POST":
            raise Http404
        link = get_object_or_404(article.share_links, pk=link)
        if sharing.revoke(article.share_links.filter(pk=link.pk)):
            self.log_change(request, article, _("Revoked a share link."))
        self.message_user(request, _("The link opens no more."), messages.SUCCESS)
        return redirect("admin:articles_article_share", article.pk)

    def article_to_share(self, request, pk):
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not self.part_of(request, article).may_work():
            raise PermissionDenied
        return article


def fate_of(link, article):
    """Whether the link still opens, in words; an empty text: it does."""
    if link.revoked_at:
        return _("revoked")
    if link.expires_at <= timezone.now():
        return _("expired")
    if link.was_published:
        return _("published since: it leads to the story")
    if article.state in (Article.State.SPIKED, Article.State.TAKEN_DOWN):
        return _("closed while the story is put away")
    return ""
