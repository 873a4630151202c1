"""Withholding an earlier edition: readers can no longer open it, nor see what changed in it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Article, Edition
from .signals import story_changed


@transaction.atomic
def withhold(edition, *, reason):
    """Withhold an earlier edition, and say why in words for readers. Raises ValidationError without words,
    and for the current edition, which can only be replaced, or taken down with the story.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say to readers why."))
    # Publishing and unpublishing take this lock first.
    Article.objects.select_for_update().get(pk=edition.article_id)
    earlier = Edition.objects.filter(pk=edition.pk, retired_at__isnull=False)
    if not earlier.update(withheld_at=timezone.now(), withheld_reason=reason):
        raise ValidationError(_("This is what readers see now: publish another edition first."))
    story_changed.send(Article, article_id=edition.article_id)


def release(edition):
    """Let readers open a withheld edition again."""
    Edition.objects.filter(pk=edition.pk).update(withheld_at=None, withheld_reason="")
    story_changed.send(Article, article_id=edition.article_id)
