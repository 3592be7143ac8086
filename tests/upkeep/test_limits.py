"""Nothing grows until nobody reads it: lines of a Python file, a class, a function.

JavaScript has the same limits in biome.json.
"""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import COURSE

LINES_OF_A_FILE = 350
LINES_OF_A_CLASS = 200
LINES_OF_A_FUNCTION = 60


def too_long(name: str, source: str) -> Iterator[tuple[str, int]]:
    """Name and length of all that is longer than its limit."""
    if (lines := source.count("\n")) > LINES_OF_A_FILE:
        yield name, lines
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            limit = LINES_OF_A_CLASS
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = LINES_OF_A_FUNCTION
        else:
            continue
        if (lines := node.end_lineno - node.lineno + 1) > limit:
            yield f"{name} {node.name}", lines


def python_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=COURSE,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.splitlines() if (path := COURSE / name).exists()]


def test_no_file_class_or_function_is_longer_than_a_reader_can_hold():
    found = {}
    for path in python_files():
        name = path.relative_to(COURSE).as_posix()
        found |= too_long(name, path.read_text(encoding="utf-8"))
    assert not found


@pytest.mark.parametrize(
    ("source", "row"),
    [
        ("x = 1\n" * 351, ("a.py", 351)),
        ("def f():\n" + "    x = 1\n" * 60, ("a.py f", 61)),
        ("class C:\n" + "    x = 1\n" * 200, ("a.py C", 201)),
    ],
)
def test_the_rule_sees_what_is_one_line_too_long(source, row):
    assert list(too_long("a.py", source)) == [row]


def test_what_just_fits_is_fine():
    assert not list(too_long("a.py", "def f():\n" + "    x = 1\n" * 59))
