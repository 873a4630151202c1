"""What a reader looks for: words, and which stories they are to stand in."""

from datetime import date, datetime, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Desk, EditionSection, Tag

MOST_CHARACTERS = 200
# Days of which every zone knows when they begin and end.
EARLIEST, LATEST = date(1000, 1, 1), date(9998, 12, 31)


class SearchForm(forms.Form):
    """The words and all that narrows a search; any part may be empty."""

    q = forms.CharField(label=_("Words, or “a phrase”"), required=False)
    desk = forms.CharField(label=_("Desk"), required=False)
    topic = forms.CharField(label=_("Topic"), required=False)
    author = forms.CharField(label=_("Author"), required=False)
    since = forms.DateField(
        label=_("From"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )
    until = forms.DateField(
        label=_("To"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )

    def __init__(self, asked):
        """asked: the parameters of an address, of which any may be missing, and say anything."""
        # PostgreSQL refuses NUL; no reader types it.
        super().__init__({name: asked.get(name, "").replace("\0", "")[:MOST_CHARACTERS] for name in NAMES})

    def clean_desk(self):
        slug = self.cleaned_data["desk"]
        if slug and not Desk.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is no such desk."))
        return slug

    def clean_topic(self):
        """The slugs of the topics of that name or address: a name may be that of a person and of a place."""
        name = self.cleaned_data["topic"]
        called = Q(name__iexact=name) | Q(slug=name) | Q(aliases__name__iexact=name) | Q(former__slug=name)
        found = Tag.objects.public().order_by().filter(called).values_list("slug", flat=True)
        return self.known(name, found, _("There is no topic of this name."))

    def clean_author(self):
        """The slugs of the authors of that name or address."""
        name = self.cleaned_data["author"]
        called = Q(name__iexact=name) | Q(slug=name) | Q(former__name=name) | Q(former__slug=name)
        found = Author.objects.order_by().filter(called).values_list("slug", flat=True)
        return self.known(name, found, _("There is no author of this name."))

    def known(self, name, slugs, otherwise):
        found = sorted(set(slugs)) if name else []
        if name and not found:
            raise forms.ValidationError(otherwise)
        return found

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the first one."))

    def is_narrowed(self):
        """Whether anything but the words is given."""
        return any(self.data[name].strip() for name in NAMES if name != "q")

    def sections(self):
        """The sections that readers may see now of the stories that are meant, whatever their words."""
        given, sections = self.cleaned_data, EditionSection.objects.current()
        if given["desk"]:
            sections = sections.filter(edition__desk__slug=given["desk"])
        if given["topic"]:
            sections = sections.filter(tags__slug__in=given["topic"])
        if given["author"]:
            sections = sections.filter(edition__authors__slug__in=given["author"])
        if given["since"]:
            sections = sections.filter(edition__published_at__gte=midnight(given["since"]))
        if given["until"]:
            sections = sections.filter(edition__published_at__lt=midnight(given["until"], days=1))
        return sections


NAMES = list(SearchForm.base_fields)


def midnight(day, days=0):
    """When a day begins in the newsroom's zone, or the day that is so many days later."""
    day += timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())
