"""A site as lines of JSON, one for each record."""

import json
from contextlib import ExitStack
from pathlib import Path

from .files import drafted
from .records import site_records

STANDARD_OUTPUT = "-"


def write_lines(articles, paths, stdout):
    """Write the records of the site and of the articles, a queryset, to each of the paths, `-` being stdout.

    Returns the number of lines for articles, and (path, what became of it) for each file. Raises OSError.
    """
    number, finishing = 0, []
    with ExitStack() as stack:
        files = []
        for path in paths:
            if path != STANDARD_OUTPUT:
                file, finish = stack.enter_context(drafted(Path(path)))
                files.append(file)
                finishing.append((path, finish))
        for record in site_records(articles):
            number += record["record"] == "article"
            line = json.dumps(record, ensure_ascii=False)
            if STANDARD_OUTPUT in paths:
                stdout.write(line)
            for file in files:
                file.write(f"{line}\n".encode())
    return number, [(path, finish()) for path, finish in finishing]
