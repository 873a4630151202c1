"""What readers fill in to report a comment, or an error in a story, and to appeal."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .forms import SignedForm, without_controls
from .models import Report

WORDS_LENGTH = 1_000
TOO_LONG = _("Your text has %(show_value)d characters. Please shorten it to %(limit_value)d or fewer.")


class WordsField(forms.CharField):
    """Some sentences for the paper. Line ends count as one character."""

    def __init__(self, **kwargs):
        messages = {"required": _("Please write what it is about."), "max_length": TOO_LONG}
        super().__init__(max_length=WORDS_LENGTH, error_messages=messages, **kwargs)

    def to_python(self, value):
        text = (value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(without_controls(text, keep="\n\t"))


class ReportForm(SignedForm):
    """Why a comment should not stand as it does. What touches the law has to be told in words, too."""

    category = forms.ChoiceField(
        choices=Report.Category,
        error_messages={
            "required": _("Please choose what is wrong with the comment."),
            "invalid_choice": _("Please choose what is wrong with the comment."),
        },
    )
    words = WordsField(required=False)

    def clean(self):
        if self.cleaned_data.get("category") in Report.LEGAL and self.cleaned_data.get("words") == "":
            reason = _("Please say in a sentence or two what is unlawful about it.")
            self.add_error("words", ValidationError(reason, code="legal"))


class AppealForm(SignedForm):
    """Why a comment should be shown after all."""

    words = WordsField()


class ErrorForm(SignedForm):
    """What is wrong in a story. sections are those of its edition, of which one may be chosen."""

    section = forms.TypedChoiceField(
        required=False,
        coerce=UUID,
        empty_value=None,
        error_messages={
            "invalid_choice": _("The story was changed meanwhile: please choose the part again.")
        },
    )
    words = WordsField()

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", _("The story as a whole"))] + [
            (str(section.key), section.heading or Truncator(section.text).words(8)) for section in sections
        ]
