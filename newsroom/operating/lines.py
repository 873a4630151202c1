"""How a line of the log is written: for people, or as JSON for programs.

No line has a full network address, an e-mail address or a secret out of an address of ours, wherever its
words come from: the message of an exception and other programs' lines included.
"""

import json
import logging
import re
from datetime import UTC, datetime
from ipaddress import ip_address

from .request_ids import current

# All bounded: whoever asks for an address chooses what is searched here.
EMAIL = re.compile(r"[^\s@/<>\"'(=]{1,64}@[^\s@/<>\"')]{1,255}")
IPV4 = re.compile(r"(?<![\d.])(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}(?!\d)")
IPV6 = re.compile(r"(?<![\w:])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])")
# Links to drafts and to new passwords are secrets.
SECRET = re.compile(r"(/preview/+|/admin/password/new/+)[^\s/]+(?:/+[^\s/]+)?")


def masked(text):
    """The text without what nobody should find in a log."""
    if "@" in text:
        text = EMAIL.sub("…@…", text)
    if "/preview/" in text or "/password/new/" in text:
        text = SECRET.sub(r"\1…", text)
    if text.count(".") > 2:
        text = IPV4.sub(r"\1.…", text)
    return IPV6.sub(network_alone, text) if "::" in text or text.count(":") > 6 else text


def network_alone(match):
    try:
        address = ip_address(match[0])
    except ValueError:
        return match[0]
    return ":".join(address.exploded.split(":")[:2]) + ":…"


class Plain(logging.Formatter):
    """One line for people: when, how grave, who says it, about which request, what."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s%(about)s %(message)s")

    def format(self, record):
        request_id = current.get()
        record.about = f" [{request_id}]" if request_id else ""
        return masked(super().format(record))


class JsonLine(logging.Formatter):
    """One JSON object on one line. A record with facts has these for a message, each in its own field."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": current.get() or None,
        }
        line |= getattr(record, "facts", None) or {"message": masked(record.getMessage())}
        if record.exc_info:
            line["exception"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
