import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import names, tokens
from .orders import order_of

NAME_LENGTH = 60
BODY_LENGTH = 5_000
TOO_LONG = _("Your comment has %(show_value)d characters. Please shorten it to %(limit_value)d or fewer.")


# Unicode's category Cc.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def without_controls(text, *, keep=""):
    """The text without control characters other than those in keep."""
    return CONTROLS.sub(lambda found: found[0] if found[0] in keep else "", text)


class BodyField(forms.CharField):
    """A comment's text. Line ends are counted as one character, as the browser counts them while one
    types.
    """

    def __init__(self):
        super().__init__(
            label=_("Comment"),
            max_length=BODY_LENGTH,
            error_messages={"required": _("Please write something first."), "max_length": TOO_LONG},
        )

    def to_python(self, value):
        text = (value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(without_controls(text, keep="\n\t"))


class NameField(forms.CharField):
    def to_python(self, value):
        return " ".join(without_controls(super().to_python(value), keep=" \t\n").split())


class SignedForm(forms.Form):
    """A form of ours: its token says that it was opened lately on the article."""

    token = forms.CharField(required=False, max_length=200)
    # In seconds, of a form that comes back because of the time.
    retry_after = 5

    def __init__(self, *args, article_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.article_id = article_id

    def clean_token(self):
        if not tokens.is_fresh(self.cleaned_data["token"], self.article_id):
            raise ValidationError(
                _("This form lay open for a long time. Your text is still here: please send it once more."),
                code="stale",
            )
        return ""


class AskingForm(SignedForm):
    """A form for words that moderation may ask about. asked says that it has done so."""

    asked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    # Whether it comes back with a question.
    is_asked = False


class WithdrawForm(SignedForm):
    """The writer's answer that the comment is to go."""


class EditForm(AskingForm):
    """Another text for one's own comment. seen is the version of the text that the form began with."""

    body = BodyField()
    seen = forms.CharField(required=False, max_length=64)


class CommentForm(AskingForm):
    """A comment on an article, as typed, and the order in which its writer reads. staff is the signed-in
    member of staff who writes it, if any: the name is then theirs, whatever was typed.
    """

    name = NameField(
        label=_("Name"),
        required=False,
        max_length=NAME_LENGTH,
        error_messages={"max_length": _("Please use a name of at most %(limit_value)d characters.")},
    )
    body = BodyField()
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    order = forms.CharField(required=False)
    # When the reply page was opened; the story's page does not say.
    opened = forms.CharField(required=False, max_length=100)
    # People do not see this field; programs that fill in every field do.
    website = forms.CharField(required=False)

    def __init__(self, *args, staff=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff_name = staff and names.public_name(staff)
        if staff:
            self.fields["name"] = forms.CharField(required=False)

    def clean_name(self):
        name = self.staff_name or self.cleaned_data["name"]
        if not self.staff_name and names.is_reserved(name):
            raise ValidationError(
                _("This is the name of somebody who works here, or looks like it. Please use another."),
                code="reserved",
            )
        return name

    def clean_order(self):
        return order_of(self.cleaned_data["order"])

    def clean_opened(self):
        return tokens.opened_at(self.cleaned_data["opened"])

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("Please leave the field “Website” empty: it is there to catch programs."), code="trap"
            )
        return ""
