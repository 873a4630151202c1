"""When a story goes out, on an article's form."""

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from .models import Article
from .moments import MomentField, in_words
from .scheduling import check_time, is_late
from .steps import BY_VERB, verb_in


class SchedulingForm(forms.ModelForm):
    """A form with room for the time of a step that needs one. No time is dropped unnoticed: one that is typed
    for no such step comes back with a question.
    """

    publish_at = MomentField(label=_("When it goes out"))
    wished = None
    "What was typed for a step that could not be taken yet."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["publish_at"] = self.wished or self.instance.publish_at

    def clean_publish_at(self):
        at, verb = self.cleaned_data["publish_at"], verb_in(self.data)
        if verb == "schedule":
            check_time(at)
        elif at and "publish_at" in self.changed_data:
            text = _("Press “%(schedule)s” for this time to count, or empty it to go on without it.")
            raise forms.ValidationError(text % {"schedule": BY_VERB["schedule"].label})
        elif not at and not verb and self.instance.state == Article.State.SCHEDULED and self.was_sent():
            text = _("It is still scheduled: press “%(unschedule)s” if it is not to go out at its time.")
            raise forms.ValidationError(text % {"unschedule": BY_VERB["unschedule"].label})
        return at

    def was_sent(self):
        """Whether the form that was sent had room for a time."""
        widget = self.fields["publish_at"].widget
        return not widget.value_omitted_from_data(self.data, self.files, self.add_prefix("publish_at"))


def wished_in(request):
    """The time with which the form was asked for; None if it says none, or is being sent."""
    try:
        moment = parse_datetime(request.GET.get("publish_at", "")) if request.method == "GET" else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


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
