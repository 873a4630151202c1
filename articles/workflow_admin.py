"""Steps in the admin, taken: on the article's form and in the list."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import publishing, refused_words, revisions, workflow
from .checklist import Copy, findings
from .models import Article
from .scheduling_admin import time_of, wished_in
from .standing_admin import StandingAdmin
from .steps import BY_VERB, PUBLISHING, verb_in
from .to_readers_admin import ToReadersForm


class StepForm(ToReadersForm):
    """A form with room for what is to be said with a step."""

    words = forms.CharField(
        label=_("Note to colleagues"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 2}),
    )
    kept = {}
    "What was typed for a step that could not be taken: {field: value}."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= self.kept

    def clean_words(self):
        words, step = self.cleaned_data["words"].strip(), BY_VERB.get(verb_in(self.data))
        if step and step.demands_words and not words:
            raise forms.ValidationError(_("“%(step)s” needs a note: say why.") % {"step": step.label})
        return words


class WorkflowAdmin(StandingAdmin):
    """For articles: users take the steps that are theirs."""

    class Media:
        css = {"all": ["articles/steps.css"]}
        js = ["articles/names.js"]

    # The form

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.wished, form.kept = wished_in(request), refused_words.kept(request, obj)
        return form

    def render_change_form(self, request, context, **kwargs):
        article = kwargs.get("obj")
        context["steps"] = steps = (
            workflow.steps_for(self.part_of(request, article))
            if article
            else workflow.first_steps(request.user)
        )
        if article and "check" in request.GET:
            found = findings(Copy.of(article))
            context["checklist"] = {"findings": found, "blocks": any(finding.blocks for finding in found)}
        context["steps_to_readers"] = [step for step in steps if step.demands_words_to_readers]
        context["unsaid"] = refused_words.kept(request, article).get("words_to_readers")
        context["tells_readers"] = context["steps_to_readers"] or context["unsaid"]
        context["may_correct"] = any(step.verb == "correct" for step in steps)
        context["may_schedule"] = any(step.verb == "schedule" for step in steps)
        context["zone"] = get_default_timezone()
        # The row is full enough.
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, **kwargs)

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method != "POST" or not object_id:
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            # Whoever comes second finds the state that the first one has left.
            seen = self.get_object(request, unquote(object_id))
            article = seen and Article.objects.select_for_update().get(pk=seen.pk)
            return self.step_alone(request, article) or super().changeform_view(
                request, object_id, *args, **kwargs
            )

    def step_alone(self, request, article):
        """Refuse a step that is not the user's; take one from a form that cannot be changed, and answer."""
        verb = verb_in(request.POST)
        if not verb:
            return None
        if not article:
            raise PermissionDenied
        workflow.check(article, verb, by=request.user)
        if self.has_change_permission(request, article):
            return None
        if getattr(request, "conflict", None):
            self.message_user(request, _("It has changed since you opened it: look again."), messages.WARNING)
            return redirect("admin:articles_article_change", article.pk)
        self.take_step(request, article, verb, request.POST.get("words", ""))
        return self.after_step(request, article, verb)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_step(self, request, form):
        """After all is saved: keep it as a revision, and take the step whose button was pressed."""
        article, verb = form.instance, verb_in(request.POST)
        refused_words.forget(request, article)
        if not verb:
            revisions.record(article, by=request.user)
            before = article.state
            workflow.rework(article, by=request.user)
            if before == Article.State.SCHEDULED != article.state:
                self.message_user(request, article.transitions.first().words, messages.WARNING)
            return
        publishing.current_revision(Article.objects.whole().get(pk=article.pk), by=request.user)
        given = form.cleaned_data
        if not self.take_step(
            request, article, verb, given["words"], to_readers=form.to_readers(), at=given["publish_at"]
        ):
            workflow.rework(article, by=request.user)

    def take_step(self, request, article, verb, words, *, to_readers=workflow.NOTHING_TO_READERS, at=None):
        """Take a step of a story that is saved; whether it was taken. It is not, if another has to go on or
        the checklist is not passed: what was typed is not lost for that.
        """
        overridden = request.POST.getlist("warning") if "override" in request.POST else []
        given = {"words": words, "to_readers": to_readers, "overridden": overridden, "at": at}
        try:
            workflow.move(article, verb, by=request.user, **given)
        except (workflow.OwnWork, workflow.Incomplete) as refusal:
            request.is_incomplete = isinstance(refusal, workflow.Incomplete)
            request.wished = at
            text = _("Saved, but “%(step)s” is not done yet. %(reason)s")
            text %= {"step": BY_VERB[verb].label, "reason": refusal}
            self.message_user(request, text, messages.WARNING)
            refused_words.keep(request, article, words, to_readers)
            return False
        refused_words.forget(request, article)
        done = BY_VERB[verb].done
        if verb == "schedule":
            done = f"{done} {capfirst(time_of(article))}."
        if verb in PUBLISHING:
            url = article.current_edition().get_absolute_url()
            done = format_html('{} <a href="{}">{}</a>', done, url, _("Read it"))
        self.message_user(request, done, messages.SUCCESS)
        return True

    def response_add(self, request, obj, post_url_continue=None):
        return self.after_step(request, obj, verb_in(request.POST)) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request, obj):
        return self.after_step(request, obj, verb_in(request.POST)) or super().response_change(request, obj)

    def after_step(self, request, article, verb):
        """A step stays on the form, if that can still be seen; so does the question what is missing."""
        if "_check" in request.POST or getattr(request, "is_incomplete", False):
            wished = getattr(request, "wished", None)
            query = {"check": 1, **({"publish_at": wished.isoformat()} if wished else {})}
            form = reverse("admin:articles_article_change", args=[article.pk], query=query)
            return redirect(f"{form}#checklist")
        if not verb:
            return None
        if not article.is_visible_to(request.user):
            return redirect("admin:articles_article_changelist")
        return redirect("admin:articles_article_change", article.pk)

    # The list

    @admin.action(description=_("Publish or update the selected articles"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        published = 0
        for article in queryset:
            try:
                workflow.publish_again(article, by=request.user)
                published += 1
            except workflow.Refused as refusal:
                form = reverse("admin:articles_article_change", args=[article.pk], query={"check": 1})
                text = format_html('<a href="{}">{}</a>: {}', form, article, refusal)
                self.message_user(request, text, messages.WARNING)
        if published:
            text = ngettext("%d article is published.", "%d articles are published.", published)
            self.message_user(request, text % published, messages.SUCCESS)
