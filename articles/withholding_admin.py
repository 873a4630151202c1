"""Withholding an earlier edition in the admin, and showing it again."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Edition
from .withholding import release, withhold


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why, for readers"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3}),
    )


class WithholdingAdmin(admin.ModelAdmin):
    """For articles with a history: their editors may withhold editions that readers see no longer."""

    def get_urls(self):
        own = path(
            "<int:pk>/editions/<int:number>/withhold/",
            self.admin_site.admin_view(self.withhold_view),
            name="articles_article_withhold",
        )
        return [own, *super().get_urls()]

    def has_withhold_permission(self, request, article):
        return (
            request.user.has_perm("articles.withhold_edition") and self.part_of(request, article).may_edit()
        )

    def history_page(self, request, name, article, title, **context):
        may_withhold = self.has_withhold_permission(request, article)
        return super().history_page(request, name, article, title, may_withhold=may_withhold, **context)

    def withhold_view(self, request, pk, number):
        """The question why, and its answer; of a withheld edition, whether to show it again."""
        article = self.article_of_history(request, pk)
        if not self.has_withhold_permission(request, article):
            raise PermissionDenied
        editions = Edition.objects.filter(article=article, retired_at__isnull=False)
        edition = get_object_or_404(editions, number=number)
        if request.method == "POST" and edition.withheld_at:
            release(edition)
            return self.done(request, article, _("Edition %(number)d is shown again.") % {"number": number})
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                withhold(edition, reason=form.cleaned_data["reason"])
            except ValidationError as error:
                form.add_error("reason", error)
            else:
                return self.done(request, article, _("Edition %(number)d is withheld.") % {"number": number})
        title = _("Withhold edition %(number)d") % {"number": number}
        return self.history_page(request, "withhold", article, title, edition=edition, form=form)

    def done(self, request, article, text):
        self.log_change(request, article, text)
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:articles_article_history", article.pk)
