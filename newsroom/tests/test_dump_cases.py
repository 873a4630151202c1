"""Whole dumps with their exact parse beside them, from the folder that SEEDS_DIR names."""

import json
import os
from pathlib import Path

import pytest

from newsroom.importing.dump import as_json, read_dump

FOLDERS = ("seeds", "dump_forms/cases")
MISSING = "SEEDS_DIR does not name a folder with seeds/*.txt or dump_forms/cases/*.txt"


def find_cases():
    root = os.environ.get("SEEDS_DIR")
    dumps = [path for folder in FOLDERS for path in sorted(Path(root, folder).glob("*.txt"))] if root else []
    cases = [pytest.param(path, id=path.stem) for path in dumps if path.with_suffix(".json").exists()]
    return cases or [pytest.param(None, marks=pytest.mark.skip(reason=MISSING), id="none")]


@pytest.mark.parametrize("path", find_cases())
def test_a_dump_reads_exactly_as_its_parse_says(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    line = as_json(read_dump(path.read_bytes()))
    assert json.loads(line) == expected
    assert list(json.loads(line)) == list(expected)
    assert "\n" not in line
