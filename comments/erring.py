"""Readers tell a story's desk of an error in it, and the desk says when it has looked at that."""

from django.utils import timezone

from .models import ErrorReport
from .pacing import refuse_if_too_many


def report_error(article, *, words, reader, section=None, networks=()):
    """A reader tells the article's desk of an error. Returns the ErrorReport: the one that waits already, if
    the reader has said the very same of it before.

    section is the lasting key of the section that it is in, or None; reader the random id of who reports,
    networks the hashes of networks.hashes(). Raises TooMany after too many reports.
    """
    said = {"article": article, "reader": reader, "section": section, "words": words}
    if made := ErrorReport.objects.open().filter(**said).first():
        return made
    refuse_if_too_many(ErrorReport.objects, reader=reader, networks=networks)
    return ErrorReport.objects.create(**said, network=networks[0] if networks else "")


def settle_errors(reports, *, by):
    """The desk has looked at the open ones among the reports, a queryset. Returns how many these were."""
    return reports.open().update(settled_at=timezone.now(), settled_by=by)
