"""A student's lock file: all that her packages need by their own account, and no more."""

import ast
import sys
from importlib.metadata import distribution, packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.upkeep.student.lock import names, read, students_lock, students_requirements
from tests.paths import COURSE

REQUIREMENTS = (COURSE / "requirements.txt").read_text(encoding="utf-8")
LOCK = (COURSE / "requirements.lock").read_text(encoding="utf-8")


def needed_here(wanted):
    """What is needed by what the installed packages say of themselves, on this system."""
    found, waiting = set(), [Requirement(name) for name in wanted]
    done = set()
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        found.add(name)
        for extra in ["", *asked.extras]:
            if (name, extra) not in done:
                done.add((name, extra))
                needs = map(Requirement, distribution(name).requires or [])
                waiting += [
                    one for one in needs if not one.marker or one.marker.evaluate({"extra": extra})
                ]
    return found


def test_it_holds_what_the_installed_packages_ask_for():
    wanted = names(students_requirements(REQUIREMENTS))
    assert {"jupyterlab", "tensorflow", "nbgrader"} <= set(wanted)
    lines = map(Requirement, students_lock(LOCK, wanted).splitlines())
    here = {
        one.name: str(one.specifier) for one in lines if not one.marker or one.marker.evaluate()
    }
    needed = needed_here(wanted)
    assert len(needed) > 100
    assert {name: here.get(name) for name in needed} == {
        name: f"=={distribution(name).version}" for name in needed
    }


def test_versions_and_markers_are_those_of_the_lock_and_maintainers_tools_are_left_out():
    lines = students_lock(LOCK, names(students_requirements(REQUIREMENTS))).splitlines()
    kept = {name for line in lines for name in names(line)}
    packages = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    # A package whose version depends on Python or the system has a line for each.
    assert lines == [line for line in packages if names(line)[0] in kept]
    assert len([line for line in lines if line.startswith("scipy==")]) > 1
    tools = {"mypy", "ruff", "uv", "playwright", "import-linter", "distributed", "hypothesis"}
    assert not tools & kept


def test_helpers_import_nothing_that_is_not_among_a_students_requirements(student_folder):
    imported = {
        name.split(".")[0]
        for path in student_folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [node.module]
            if isinstance(node, ast.ImportFrom) and not node.level
            else [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    } - {"helpers", *sys.stdlib_module_names}
    packages = packages_distributions()
    locked = set(read((student_folder / "requirements.lock").read_text(encoding="utf-8")))
    assert "numpy" in imported
    for name in imported:
        assert locked & set(map(canonicalize_name, packages[name])), name


def test_what_is_missing_is_named():
    with pytest.raises(ValueError, match="has no torch; run make lock"):
        students_lock(LOCK, ["torch"])
    with pytest.raises(ValueError, match="put one in"):
        students_requirements("numpy>=2\n")
