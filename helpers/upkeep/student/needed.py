"""Which modules of `helpers` notebooks need, directly or by way of others."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import grimp
import nbformat

from helpers.grading.release.cell_names import statements

PACKAGE = "helpers"


def needed_files(course: Path, notebooks: Iterable[Path], others: Iterable[str] = ()) -> list[Path]:
    """The files of `helpers` that notebooks need, in order.

    Parameters
    ----------
    course
        The folder that holds `helpers`, which is the one that this process imports.
    notebooks
        Their code cells are read, not run; an import within a function counts, too.
    others
        Modules that something else needs.

    Returns
    -------
    list of Path
        Python modules with all that they import, and what lies beside these and is not Python:
        the JavaScript and the style sheets that a view is put together from, and recorded data.
    """
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    asked = {*others, *(name for path in notebooks for name in _imported(path))}
    modules = _with_all_they_import(graph, {name for name in asked if name in graph.modules})
    files = [_file(course, module) for module in modules]
    packages = {path.parent for path in files if path.name == "__init__.py"}
    beside = [
        path
        for path in (course / PACKAGE).rglob("*")
        if path.is_file() and _is_read(path) and _package(path) in packages
    ]
    return sorted([*files, *beside])


def _is_read(path: Path) -> bool:
    return path.suffix in {".js", ".css", ".j2", ".json", ".npz"}


def _imported(notebook: Path) -> Iterator[str]:
    """Names that imports of a notebook may stand for: a module, or something in one."""
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            for statement in statements(cell.source):
                for node in ast.walk(ast.parse(statement)):
                    if isinstance(node, ast.ImportFrom) and node.module:
                        yield node.module
                        yield from (f"{node.module}.{name.name}" for name in node.names)
                    elif isinstance(node, ast.Import):
                        yield from (name.name for name in node.names)


def _with_all_they_import(graph: grimp.ImportGraph, asked: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = set(asked)
    while waiting:
        module = waiting.pop()
        found.add(module)
        # Whoever imports a module runs the packages that it lies in.
        package = {module.rpartition(".")[0]} - {""}
        waiting |= (package | graph.find_modules_directly_imported_by(module)) - found
    return found


def _file(course: Path, module: str) -> Path:
    path = course.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _package(path: Path) -> Path:
    """The package that a file lies in, also where folders without Python are between."""
    return next(folder for folder in path.parents if (folder / "__init__.py").exists())
