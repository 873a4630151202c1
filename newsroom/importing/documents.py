"""Finding the documents of an archive on disk."""

from dataclasses import dataclass
from pathlib import Path

TAG_LIST = "tags.csv"


@dataclass(frozen=True)
class Source:
    """A document's file; name is its path as the archive sees it, folder the sub-folder that names its
    desk.
    """

    path: Path
    name: str
    folder: str = ""


def find_sources(path):
    """The Sources below a folder, sorted by path, or the one of a file. Raises FileNotFoundError for neither.

    In a folder, documents end in .txt and hidden files are passed over; a file named outright may be called
    anything.
    """
    path = Path(path)
    if path.is_file():
        return [Source(path, path.name)]
    if not path.is_dir():
        raise FileNotFoundError("there is no such file or folder")
    return [
        Source(path / name, name, folder=name.split("/")[0] if "/" in name else "")
        for name in sorted(
            found.relative_to(path).as_posix() for found in path.rglob("*.txt") if found.is_file()
        )
        if not any(part.startswith(".") for part in name.split("/"))
    ]


def find_tag_list(path):
    """The tag list that lies in a folder, or None."""
    found = Path(path) / TAG_LIST
    return found if found.is_file() else None
