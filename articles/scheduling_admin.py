"""When a story goes out, and until when it must not, on an article's form."""

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from .models import Article
from .moments import MomentField, in_words
from .scheduling import check_time, is_late
from .steps import BY_VERB, PUBLISHING, verb_in


class SchedulingForm(forms.ModelForm):
    """A form with room for the time of a step that needs one. No time is dropped unnoticed: one that is typed
    for no such step comes back with a question.
    """

    publish_at = MomentField(label=_("When it goes out"))
    embargo_until = MomentField(
        label=_("Embargo until"), help_text=Article._meta.get_field("embargo_until").help_text
    )
    wished = None
    "What was typed for a step that could not be taken yet."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["publish_at"] = self.wished or self.instance.publish_at
        self.embargo = self.instance.embargo_until

    def clean_publish_at(self):
        at, verb = self.cleaned_data["publish_at"], verb_in(self.data)
        if verb == "schedule":
            check_time(at, self.embargo)
        elif at and "publish_at" in self.changed_data:
            text = _("Press “%(schedule)s” for this time to count, or empty it to go on without it.")
            raise forms.ValidationError(text % {"schedule": BY_VERB["schedule"].label})
        elif not at and not verb and self.instance.publish_at and self.was_sent("publish_at"):
            text = _("It is still scheduled: press “%(unschedule)s” if it is not to go out at its time.")
            raise forms.ValidationError(text % {"unschedule": BY_VERB["unschedule"].label})
        return at

    def clean_embargo_until(self):
        """An embargo that runs is made longer by anyone, and shorter by being lifted only: that is a step,
        which is kept.
        """
        stored = self.embargo
        if not self.was_sent("embargo_until"):
            return stored
        until, now = self.cleaned_data["embargo_until"], timezone.now()
        if stored and stored > now and (until is None or until < stored):
            text = _("It runs until %(moment)s. “%(lift)s” ends it sooner: whoever may do so finds it below.")
            raise forms.ValidationError(
                text % {"moment": in_words(stored), "lift": BY_VERB["lift_embargo"].label}
            )
        if until and until != stored and until <= now:
            raise forms.ValidationError(_("That has passed."))
        self.embargo = until
        return until

    def clean(self):
        cleaned, verb = super().clean(), verb_in(self.data)
        until = self.embargo if self.embargo and self.embargo > timezone.now() else None
        if until and verb in PUBLISHING:
            self.add_error("embargo_until", _("So it cannot be published now: schedule it for a later time."))
        at = self.instance.publish_at
        if until and at and at < until:
            text = _("It is scheduled for %(moment)s, before that: take it off its schedule first.")
            self.add_error("embargo_until", text % {"moment": in_words(at)})
        return cleaned

    def was_sent(self, name):
        """Whether the form that was sent had room for a time."""
        widget = self.fields[name].widget
        return not widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))


def wished_in(request):
    """The time with which the form was asked for; None if it says none, or is being sent."""
    try:
        moment = parse_datetime(request.GET.get("publish_at", "")) if request.method == "GET" else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def times_of(article):
    """For the admin: the time_of() an article, and until when it is under embargo, in words."""
    embargo = _("under embargo until %(moment)s")
    if article.is_embargoed():
        return [time_of(article), embargo % {"moment": in_words(article.embargo_until)}]
    return [time_of(article)]


def time_of(article):
    """For the admin: when a scheduled story goes out, or that it should be out long since; nothing for
    others.
    """
    if article.publish_at is None:
        return ""
    if is_late(article):
        text = _("late: it was to go out on %(moment)s, and no program publishes what is due")
        return text % {"moment": in_words(article.publish_at)}
    return _("goes out on %(moment)s") % {"moment": in_words(article.publish_at)}
