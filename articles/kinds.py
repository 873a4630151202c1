"""What kind of work a story is: readers are told whether they read news or somebody's opinion."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A kind of work, with the label that stands above a headline. News is what a story is unless it says
    otherwise.
    """

    NEWS = "news", _("news")
    ANALYSIS = "analysis", _("analysis")
    OPINION = "opinion", _("opinion")
    REVIEW = "review", _("review")
    INTERVIEW = "interview", _("interview")
