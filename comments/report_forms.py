"""What readers fill in to report a comment, or an error in a story, and to appeal."""

from django import forms
from django.core.exceptions import ValidationError
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
