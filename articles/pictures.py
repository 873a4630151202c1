"""Taking pictures in: an upload is opened with care, and written anew without anything but the picture.

What is stored was written here, so it holds no place, no script and no second file behind the first. Its
credit and rights stay in it.
"""

import struct
import zlib
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

import PIL.Image
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import ImageCms, ImageOps

from . import renditions
from .embedded_words import Words, read_words, write_words

# What may be taken in, and as what it is stored. Moving pictures are refused, so a GIF is a still like any
# PNG; AVIF takes long to write, and programs that show shared stories do not know it.
STORED_AS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP", "AVIF": "WEBP"}
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
QUALITY = {"JPEG": {"quality": 90, "progressive": True}, "PNG": {"optimize": True}, "WEBP": {"quality": 90}}
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
# WebP ends at 16,383.
MAX_SIDE = 16_000
MAX_PROFILE = 1024 * 1024
# What Pillow's readers raise on files that are not what they say.
UNREADABLE = (
    *(OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, OverflowError),
    *(struct.error, zlib.error, PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning),
)


@dataclass(frozen=True)
class Picture:
    """A picture that was taken in: its pixels, upright, and of all else what may stay."""

    pixels: PIL.Image.Image
    format: str
    profile: bytes | None
    words: Words
    sha256: str

    def as_file(self, *, credit=""):
        """The picture as a file to store, with the credit, or its own one, and its copyright inside."""
        buffer = BytesIO()
        exif = write_words(Words(credit=credit or self.words.credit, copyright=self.words.copyright))
        self.pixels.save(
            buffer, format=self.format, exif=exif, icc_profile=self.profile, **QUALITY[self.format]
        )
        return ContentFile(buffer.getvalue(), name=f"picture.{EXTENSIONS[self.format]}")


def take_in(upload):
    """The Picture in a file (a Django File), whatever its name says.

    Raises ValidationError, in words for an editor, if the file is too large, no still picture of a known
    kind, or damaged. Its size in pixels is looked at before any of them is read.
    """
    if upload.size > settings.PICTURE_MAX_MB * 1024 * 1024:
        raise ValidationError(
            _("This file is too large: %(most)d MB is the most.") % {"most": settings.PICTURE_MAX_MB}
        )
    try:
        # Read to the end here, so that nothing stays open and a second reading starts at the beginning.
        upload.seek(0)
        content = upload.read()
        opened = PIL.Image.open(BytesIO(content), formats=[*STORED_AS.keys() - {"MPO"}])
    except PIL.Image.UnidentifiedImageError as error:
        raise ValidationError(what_it_is_not(content)) from error
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning) as error:
        raise ValidationError(too_many_pixels()) from error
    except UNREADABLE as error:
        raise ValidationError(damaged()) from error
    refuse_unfit(opened)
    try:
        words = read_words(opened)
        pixels, profile = upright(opened)
    except UNREADABLE as error:
        raise ValidationError(
            _("This picture is damaged: it ends too early, or its data is wrong.")
        ) from error
    return Picture(pixels, STORED_AS[opened.format], profile, words, sha256(content).hexdigest())


def refuse_unfit(opened):
    width, height = opened.size
    if width * height > settings.PICTURE_MAX_MEGAPIXELS * 1_000_000 or max(width, height) > MAX_SIDE:
        raise ValidationError(too_many_pixels())
    # A camera's JPEG may hold a second picture beside the first, which does not move.
    if STORED_AS[opened.format] != "JPEG" and getattr(opened, "is_animated", False):
        raise ValidationError(_("This picture moves. Upload a still one, or show a video."))


def damaged():
    return _("This picture is damaged: it ends too early, or its data is wrong.")


def too_many_pixels():
    return _("This picture has too many pixels: %(most)d million and %(side)d to a side are the most.") % {
        "most": settings.PICTURE_MAX_MEGAPIXELS,
        "side": MAX_SIDE,
    }


def what_it_is_not(content):
    if content.startswith(BEGINNINGS):
        return damaged()
    kinds = _("Upload a JPEG, PNG, WebP, GIF or AVIF file.")
    if content[4:8] == b"ftyp":
        return f"{_('This kind of picture cannot be shown everywhere (telephones make HEIC files).')} {kinds}"
    if b"<svg" in content[:2000].lower():
        return f"{_('SVG files are refused, for they can contain programs.')} {kinds}"
    return f"{_('This is no picture, whatever its name says.')} {kinds}"


def upright(opened):
    """The pixels as they are to be seen, and their colour profile, or None: in a mode that every format
    stores.
    """
    opened.load()
    profile = opened.info.get("icc_profile")
    ImageOps.exif_transpose(opened, in_place=True)
    pixels = opened
    if pixels.mode == "CMYK" and profile:
        pixels, profile = in_screen_colours(pixels, profile), None
    mode = mode_to_store(pixels)
    if pixels.mode.startswith("I;16"):
        pixels = pixels.point(lambda value: value / 256)  # else 255 levels of 65,536 are kept
    if pixels.mode != mode:
        pixels = pixels.convert(mode)
    pixels.info.clear()  # comments and places would be written again
    return pixels, profile if fits(profile, pixels) else None


def mode_to_store(pixels):
    if pixels.has_transparency_data:
        return "RGBA"
    return "L" if pixels.mode in ("1", "L", "I", "F") or pixels.mode.startswith("I;16") else "RGB"


def in_screen_colours(pixels, profile):
    """A print's colours as a screen shows them; a profile that cannot be read is not followed."""
    try:
        return ImageCms.profileToProfile(
            pixels, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except ImageCms.PyCMSError:
        return pixels


def fits(profile, pixels):
    """Whether a colour profile is one for such pixels: its header names the colours that it is about."""
    space = b"GRAY" if pixels.mode == "L" else b"RGB "
    return bool(profile) and len(profile) <= MAX_PROFILE and profile[16:20] == space


def take_in_again(image):
    """Write the file of an image anew that was stored before uploads were taken in, under a new name.

    Raises ValidationError if it would be refused today, and OSError if it is not there.
    """
    old = image.file.name
    with image.file.open() as stored:
        picture = take_in(stored)
    image.file = picture.as_file(credit=image.credit)
    image.sha256, image.renditions = picture.sha256, []
    image.save()
    renditions.make(image)
    transaction.on_commit(lambda: image.file.storage.delete(old))


def discard(image):
    """Delete an image and its files. Raises ProtectedError, and keeps everything, while it is used."""
    storage, names = image.file.storage, [image.file.name, *image.rendition_names()]
    image.delete()
    transaction.on_commit(lambda: [storage.delete(name) for name in names])
