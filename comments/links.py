"""The links of a text, and the hosts they lead to. Comments show links as text; they are counted all the
same, because people copy them.
"""

import re
import unicodedata
from typing import NamedTuple

# What ends a bare name as a link, even without a path behind it. Without a list of all: “end.Next” is none.
ENDINGS = "com net org info biz io co dev app xyz top site online shop store club icu vip link click live"
ENDINGS = frozenset(f"{ENDINGS} pro blog news tv me ly gg cc tk ru cn su eu uk de fr".split())
DOTS = re.compile(r"\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?", re.IGNORECASE)
LINK = re.compile(
    r"(?P<scheme>\b(?:h(?:tt|xx)ps?|ftp)\s?:\s?[/\\]{1,3}|(?<![\w:/\\])[/\\]{2}(?=[\w-]+\.))(?P<rest>[^\s<>\"]+)"
    r"|(?P<bare>(?<![\w.-])(?:[\w-]{1,63}\.){1,9}[^\W\d_][\w-]{1,62})(?P<path>[/\\:?][^\s<>\"]*)?"
)


class Mention(NamedTuple):
    """A host as it stands in a text; is_link says that readers can take it for a link."""

    host: str
    is_link: bool


def mentions(text):
    """All hosts that a text names, in their order."""
    return list(found_in(DOTS.sub(".", unicodedata.normalize("NFKC", text).replace("。", "."))))


def found_in(text):
    for found in LINK.finditer(text):
        if found["scheme"]:
            # What stands before an @ is a name to sign in with, however much it looks like a host.
            authority = re.split(r"[/\\?#]", found["rest"], maxsplit=1)[0].rpartition("@")[2]
            yield Mention(ascii_host(re.sub(r":\d*$", "", authority)), is_link=True)
        else:
            host = ascii_host(found["bare"])
            ending = host.rpartition(".")[2]
            is_link = host.startswith("www.") or ending in ENDINGS or ending.startswith("xn--")
            is_link = is_link or (found["path"] or "").startswith(("/", "\\"))
            yield Mention(host, is_link and text[found.start() - 1 : found.start()] != "@")


def ascii_host(host):
    """The host as it is asked for: small, without a dot at its end, each label in ASCII."""
    return ".".join(ascii_label(label) for label in host.strip().strip(".").split("."))


def ascii_label(label):
    if label.isascii():
        return label.lower()
    try:
        return label.encode("idna").decode()
    except UnicodeError:
        return label.casefold()


def is_among(host, hosts):
    """Whether the host, or one above it, is among the hosts."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in hosts for start in range(len(labels)))
