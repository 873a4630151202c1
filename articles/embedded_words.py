"""The words inside a picture's file: who made it, whose it is and what it shows. Where it was taken, and all
else that a camera writes, is not read, and so goes no further.
"""

import re
from dataclasses import dataclass

import PIL.Image
from PIL import IptcImagePlugin
from PIL.ExifTags import Base

# IPTC's numbers: https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf
BYLINE, CREDIT, COPYRIGHT, CAPTION = (2, 80), (2, 110), (2, 116), (2, 120)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
# What some cameras write where nobody has said anything.
SAYS_NOTHING = {"olympus digital camera", "dcim", "default", "sony dsc", "unknown"}


@dataclass(frozen=True)
class Words:
    """Plain text, as long as the columns of an image allow; empty where the file says nothing."""

    caption: str = ""
    credit: str = ""
    copyright: str = ""


def read_words(opened):
    """The Words in an opened picture: IPTC's, where a desk has written them, else EXIF's."""
    exif, iptc = opened.getexif(), iptc_of(opened)
    byline, agency = text(iptc.get(BYLINE)) or text(exif.get(Base.Artist)), text(iptc.get(CREDIT))
    rights = text(iptc.get(COPYRIGHT)) or text(exif.get(Base.Copyright))
    names = byline if agency in ("", byline) else f"{byline} / {agency}" if byline else agency
    return Words(
        caption=(text(iptc.get(CAPTION)) or text(exif.get(Base.ImageDescription)))[:500],
        credit=(names or rights)[:200],
        copyright=rights[:200],
    )


def iptc_of(opened):
    try:
        return IptcImagePlugin.getiptcinfo(opened) or {}
    except (SyntaxError, ValueError, LookupError, OSError):  # the words are broken, not the picture
        return {}


def text(value):
    """A value of either standard as a line of text."""
    if isinstance(value, list):
        value = ", ".join(filter(None, map(text, value)))
    if isinstance(value, str):
        # Pillow takes EXIF's bytes for Latin-1; most programs write UTF-8.
        value = value.encode("latin-1", errors="ignore") if is_latin(value) else value.encode()
    if not isinstance(value, bytes):
        return ""
    try:
        decoded = value.decode()
    except UnicodeDecodeError:
        decoded = value.decode("latin-1")
    line = " ".join(UNPRINTABLE.sub(" ", decoded).split())
    return "" if line.lower() in SAYS_NOTHING else line


def is_latin(value):
    return all(ord(character) < 256 for character in value)


def write_words(words):
    """The EXIF data that says them, and nothing else."""
    exif = PIL.Image.Exif()
    if words.credit:
        exif[Base.Artist] = words.credit.encode()
    if words.copyright:
        exif[Base.Copyright] = words.copyright.encode()
    return exif
