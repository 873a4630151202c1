"""Pictures in the widths that pages need, made once and stored beside the file."""

from io import BytesIO

import PIL.Image
from django.core.files.base import ContentFile

from .embedded_words import read_words, write_words

# A telephone's column, the column itself, and both on fine screens. The last is also wide enough for what
# search engines and shared stories ask for.
WIDTHS = [480, 800, 1200, 1600]


def widths_for(width):
    """The widths in which a picture so wide is stored. It is never enlarged."""
    return sorted({min(width, wanted) for wanted in WIDTHS})


def make(image):
    """Make the renditions of an image that are not stored yet, and note which there are. Returns how many
    it made.
    """
    storage, wanted = image.file.storage, widths_for(image.width)
    missing = [width for width in wanted if not storage.exists(image.rendition_name(width))]
    if missing:
        with image.file.open() as file:
            opened = PIL.Image.open(file)
            opened.load()
        for width in missing:
            storage.save(image.rendition_name(width), rendition(opened, width))
    if image.renditions != wanted:
        image.renditions = wanted
        image.save(update_fields=["renditions"])
    return len(missing)


def rendition(opened, width):
    """The picture so many pixels wide, as a file: WebP, which every browser shows and which is the smallest,
    with the colour profile and the credit of the original.
    """
    height = max(1, round(opened.height * width / opened.width))
    pixels = opened.resize((width, height), PIL.Image.Resampling.LANCZOS, reducing_gap=3)
    buffer = BytesIO()
    pixels.save(
        buffer,
        format="WEBP",
        quality=82,
        exif=write_words(read_words(opened)),
        icc_profile=opened.info.get("icc_profile") if opened.mode != "L" else None,
    )
    return ContentFile(buffer.getvalue())
