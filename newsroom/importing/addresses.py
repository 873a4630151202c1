"""Addresses that stand alone on a line: videos and the page's source."""

import re

LONGEST = 2000  # browsers take no longer address, and a line of megabytes need not be searched

URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# `https://a.example/b`, `Source: https://a.example/b`
SOURCE = re.compile(r"(?:(?:source|via|fuente)\s*:?\s*)?(https?://\S+)", re.IGNORECASE)
# `https://www.youtube.com/watch?t=4&v=abcdefghij1&x=y`, `youtu.be/abcdefghij1?si=z`, `…/embed/abcdefghij1`
YOUTUBE = re.compile(
    r"""
    (?:(?:source|via)\s*:?\s*)? (?:https?:)?(?://)? (?:www\.|m\.|music\.)?
    (?: youtu\.be/
      | youtube(?:-nocookie)?\.com/ (?: watch/?\?(?:[^\s\#]*?&)?(?:amp;)?v= | (?:embed|shorts|live|v|e)/ ) )
    (?P<id>[A-Za-z0-9_-]{11}) (?:[?&\#/]\S*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)

VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
# Without one of these it is a word of eleven letters, such as Switzerland.
UNLIKE_A_WORD = re.compile(r"[0-9_]|[a-z][A-Z]")


def is_video_id(word):
    """Whether the word can only be the id of a video: `kT9_wQ2rXbE`, not `Switzerland`."""
    return VIDEO_ID.fullmatch(word) is not None and UNLIKE_A_WORD.search(word) is not None


def read_video(text):
    """The video id that is the whole line, bare or in a YouTube address, or None."""
    if is_video_id(text):
        return text
    match = YOUTUBE.fullmatch(text) if len(text) <= LONGEST else None
    return match and match["id"]


def read_source(text):
    """The address that is the whole line, but for a `Source:` before it, or None."""
    match = SOURCE.fullmatch(text) if len(text) <= LONGEST else None
    return match and match[1]


def is_address(text):
    return URL.fullmatch(text) is not None
