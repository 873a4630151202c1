"""Files that appear under their names when they are complete, and are left alone if they are the same."""

import filecmp
import os
from contextlib import contextmanager, suppress


def put(path, data):
    """Make a file hold the data, and say what became of it: written, replaced (it held something else) or
    unchanged.
    """
    if path.is_file() and path.read_bytes() == data:
        return "unchanged"
    with drafted(path) as (draft, finish):
        draft.write(data)
    return finish()


@contextmanager
def drafted(path):
    """A file open for writing, and a function that afterwards puts it in its place and says what became of
    that.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")

    def finish():
        there = path.exists()
        if there and filecmp.cmp(draft, path, shallow=False):
            draft.unlink()
            return "unchanged"
        os.replace(draft, path)
        return "replaced" if there else "written"

    try:
        with open(draft, "wb") as file:
            yield file, finish
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
