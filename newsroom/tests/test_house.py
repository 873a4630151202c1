"""The house: which part may know which."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
# Each part, and the parts that it may import besides itself.
MAY_IMPORT = {"articles": set(), "comments": {"articles"}, "newsroom": {"articles", "comments"}}


def sources(part):
    return sorted(path for path in (ROOT / part).rglob("*.py") if path.is_file())


def imported_parts(path):
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        yield from (name.split(".")[0] for name in names)


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_point_one_way(part):
    strangers = MAY_IMPORT.keys() - MAY_IMPORT[part] - {part}
    found = {
        path.relative_to(ROOT).as_posix(): set(imported_parts(path)) & strangers for path in sources(part)
    }
    assert len(found) > 5
    assert {path: parts for path, parts in found.items() if parts} == {}


def test_stories_know_nothing_of_their_discussions():
    """Neither code nor templates of articles reach for comments by a reverse accessor."""
    files = [*sources("articles"), *Path(ROOT / "templates/articles").rglob("*.html")]
    files += Path(ROOT / "articles/templates").rglob("*.html")
    text = {path.name: path.read_text() for path in files}
    assert [name for name, words in text.items() if ".discussion" in words or ".comment" in words] == []


def test_the_top_of_the_project_holds_what_its_shape_allows():
    allowed = {
        *["manage.py", "newsroom", "articles", "comments", "templates", "requirements.txt"],
        *["README.md", "Makefile", "pyproject.toml", ".ci", ".gitignore"],
    }
    made_here = {".git", ".venv", "var", ".env", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__"}
    assert {path.name for path in ROOT.iterdir()} <= allowed | made_here


def test_every_package_is_pinned():
    lines = [line.strip() for line in (ROOT / "requirements.txt").read_text().splitlines()]
    packages = [line for line in lines if line and not line.startswith("#")]
    assert packages
    assert [line for line in packages if "==" not in line] == []
