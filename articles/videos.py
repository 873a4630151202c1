"""Videos of sections: YouTube's eleven characters, and the addresses that contain them."""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

ID = r"[A-Za-z0-9_-]{11}"
ADDRESS = re.compile(
    rf"(?:https?://)?(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:\S*&)?v=|embed/|shorts/|live/)|youtu\.be/)"
    rf"(?P<id>{ID})(?![A-Za-z0-9_-])"
)

validate_id = RegexValidator(rf"^{ID}\Z", _("Give the address of a YouTube video, or its eleven characters."))


def video_id(text):
    """The video's eleven characters, of its YouTube address; any other text is given back stripped."""
    text = text.strip()
    match = ADDRESS.match(text)
    return match["id"] if match else text
