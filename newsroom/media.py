"""Uploads as the development server gives them out; a public site's web server does the same (README.md)."""

from mimetypes import guess_type

from django.http import Http404
from django.views.static import serve

PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")


def media(request, path, document_root):
    """A file of MEDIA_ROOT. A picture is shown, all else is saved, and nothing in it runs."""
    try:
        response = serve(request, path, document_root=document_root)
    except OSError as error:
        # No file can have such a name.
        raise Http404(path) from error
    is_picture = guess_type(path)[0] in PICTURES
    response.headers["Content-Disposition"] = "inline" if is_picture else "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
