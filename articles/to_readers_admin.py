"""What an editor says to readers with a step, on an article's form."""

from functools import partial

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .corrections import Severity, ToReaders
from .models import EditionSection
from .steps import BY_VERB, verb_in


class ToReadersForm(forms.ModelForm):
    """A form with room for words to readers. They are never taken for granted: a step that needs them comes
    back without them, and what keeps them not comes back with them.
    """

    words_to_readers = forms.CharField(
        label=_("Words to readers"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3}),
    )
    severity = forms.ChoiceField(
        label=_("How serious a correction is"),
        required=False,
        choices=Severity,
        initial=Severity.ORDINARY,
        widget=forms.RadioSelect,
    )
    corrected_section = forms.TypedChoiceField(
        label=_("What a correction is about"), required=False, empty_value=None
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Asked for only where the choice is shown or made.
        self.fields["corrected_section"].choices = partial(sections_to_choose, self.instance)

    def clean_words_to_readers(self):
        words, step = self.cleaned_data["words_to_readers"].strip(), BY_VERB.get(verb_in(self.data))
        demanded = step and step.demands_words_to_readers
        if demanded and not words:
            raise forms.ValidationError(_("“%(step)s” needs words to readers.") % {"step": step.label})
        if words and not demanded:
            raise forms.ValidationError(
                _("Only “Correct” and “Take down” tell these words to readers. Empty the field to go on.")
            )
        return words

    def to_readers(self):
        """What was typed, of a valid form, as ToReaders."""
        data = self.cleaned_data
        return ToReaders(
            data["words_to_readers"], data["severity"] or Severity.ORDINARY, data["corrected_section"]
        )


def sections_to_choose(article):
    """The sections that readers see, by their lasting keys."""
    sections = EditionSection.objects.current().filter(edition__article=article.pk)
    named = [(str(section.key), name_of(section, place)) for place, section in enumerate(sections, start=1)]
    return [("", _("The whole story")), *named]


def name_of(section, place):
    name = section.heading or Truncator(section.text).words(8)
    return f"{place}. {name or _('Section without heading')}"
