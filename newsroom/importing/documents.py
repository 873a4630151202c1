"""Finding and reading the documents of an archive: in folders, files, compressed files, and standard input.

Every archive is taken for hostile: links do not lead out of it, names inside it cannot point elsewhere, and
nothing is unpacked further than a document may be long.
"""

import gzip
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TAG_LIST = "tags.csv"
KINDS = (".txt", ".txt.gz", ".zip")
STANDARD_INPUT = "-"
MEGABYTE = 1_000_000
# Prose shrinks to a third or a tenth; what shrinks to less than a hundredth is made to fill a disk.
BOMB_RATIO = 100


class Refused(Exception):
    """A document cannot be taken; the text is the reason, in words for an operator."""


@dataclass(frozen=True)
class Source:
    """A document somewhere in an archive.

    label is what reports call it, name its path as the archive sees it ("" for standard input), folder the
    sub-folder that names its desk. read(limit) gives its bytes, or raises Refused.
    """

    label: str
    name: str
    folder: str
    read: Callable[[int], bytes]


def find_sources(path):
    """Yield the Source of a file, or those below a folder in the order of their paths; `-` is standard input.

    In a folder, documents end in .txt, .txt.gz or .zip and hidden files are passed over; a file that
    is named outright may be called anything. A zip file yields its documents as a folder does. What cannot
    even be listed is yielded as a Source that refuses to be read.
    """
    if path == STANDARD_INPUT:
        yield Source(label="standard input", name="", folder="", read=read_standard_input)
    elif os.path.isdir(path):
        yield from sources_in_folder(Path(path))
    else:
        yield from sources_in_file(Path(path), os.path.basename(path), folder="")


def sources_in_folder(root):
    inside = root.resolve()
    for name, error in names_below(root):
        path, folder = root / name, name.split("/")[0] if "/" in name else ""
        if error:
            yield refusing(path, error.strerror)
        elif path.resolve().is_relative_to(inside):
            yield from sources_in_file(path, name, folder=folder)
        else:
            yield refusing(path, "it is a link that leads out of the folder")


def names_below(root):
    """Yield the paths of a folder's documents, relative to it, in their order, each with None; and that of a
    folder that cannot be listed with the error. Links to folders are not followed.
    """
    waiting = [("", True)]
    while waiting:
        name, is_folder = waiting.pop()
        if is_folder:
            try:
                waiting.extend(reversed(sorted_entries(root, name)))
            except OSError as error:
                yield name, error
        elif name.endswith(KINDS):
            yield name, None


def sorted_entries(root, folder):
    """The visible entries of a folder as (path, is a folder), in the order that their whole paths have.

    The path of a folder ends in a slash, but for the root's, which is empty.
    """
    with os.scandir(root / folder) as entries:
        found = ((entry, entry.is_dir(follow_symlinks=False)) for entry in entries if entry.name[0] != ".")
        return sorted((folder + entry.name + "/" * is_folder, is_folder) for entry, is_folder in found)


def sources_in_file(path, name, *, folder):
    if name.endswith(".zip"):
        yield from sources_in_zip(path, folder=folder)
    else:
        yield Source(str(path), name, folder, lambda limit: read_file(path, limit))


def sources_in_zip(path, *, folder):
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        yield refusing(path, f"it cannot be opened as a zip file ({error})")
        return
    with archive:
        members = [member for member in archive.infolist() if is_document(member)]
        for member in sorted(members, key=lambda member: member.filename):
            label, name = f"{path}!{member.filename}", member.filename
            if is_trick(name):
                yield refusing(label, "its name points out of the zip file")
                continue
            own_folder = name.split("/")[0] if "/" in name else folder
            yield Source(
                label, name, own_folder, lambda limit, member=member: read_member(archive, member, limit)
            )


def is_document(member):
    parts = member.filename.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts if part != "..")
    return not member.is_dir() and not hidden and member.filename.endswith((".txt", ".txt.gz"))


def is_trick(name):
    return (
        name.startswith("/") or "\\" in name or ".." in name.split("/") or bool(re.match(r"[A-Za-z]:", name))
    )


def refusing(label, reason):
    def read(limit):
        raise Refused(reason)

    return Source(str(label), str(label), "", read)


def read_standard_input(limit):
    return within(limit, sys.stdin.buffer.read(limit + 1))


def read_file(path, limit):
    try:
        with open(path, "rb") as file:
            return unpacked(path.name, file, limit)
    except FileNotFoundError as error:
        raise Refused("there is no such file or folder") from error
    except OSError as error:
        raise Refused(error.strerror or str(error)) from error


def read_member(archive, member, limit):
    if member.file_size > MEGABYTE and member.file_size > BOMB_RATIO * member.compress_size:
        raise Refused("it is packed suspiciously tight, as a file is that is made to do harm")
    try:
        with archive.open(member) as file:
            return unpacked(member.filename, file, limit)
    except (OSError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise Refused(f"it cannot be unpacked ({error})") from error


def unpacked(name, file, limit):
    """The bytes of an open file, unpacked if its name ends in .gz, and never more than the limit."""
    if not name.endswith(".gz"):
        return within(limit, file.read(limit + 1))
    try:
        return within(limit, gzip.GzipFile(fileobj=file).read(limit + 1))
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(f"it cannot be unpacked ({error})") from error


def within(limit, data):
    if len(data) > limit:
        raise Refused(f"it is longer than {limit / MEGABYTE:g} MB (--max-size allows more)")
    return data


def find_tag_list(path):
    """The tag list that lies in a folder, or None."""
    found = Path(path) / TAG_LIST
    return found if found.is_file() else None
