"""A feed as an answer to a request: what the feeds of stories and of comments have in common."""

from django.http import HttpResponse
from django.utils.translation import get_language

from .feed_forms import writable


def feed_answer(request, form, entries, *, title, description, page, **more):
    """A feed in a form, with entries as add_item() takes them. page is the address of the page that lists the
    same, and more are further arguments of a feed generator.
    """
    # There is no Last-Modified: what goes would move it back, and comments within stories do not move it.
    own = site_of(request) + request.path
    feed = form(
        title=writable(title),
        link=page,
        description=writable(description),
        language=get_language(),
        feed_url=own,
        feed_guid=own,
        **more,
    )
    for entry in entries:
        feed.add_item(**entry)
    response = HttpResponse(content_type=form.content_type)
    feed.write(response, "utf-8")
    return response


def site_of(request):
    """The scheme and host of all addresses in an answer."""
    return f"{request.scheme}://{request.get_host()}"
