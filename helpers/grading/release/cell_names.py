"""Which names the code of a cell uses and defines, without running it."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterable

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

OF_THE_KERNEL = {*dir(builtins), "__name__", "display", "get_ipython"}


def statements(source: str) -> list[str]:
    """The statements of a cell, one string each; none where it is not Python."""
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return []
    return [ast.unparse(statement) for statement in tree.body]


def used(code: str) -> set[str]:
    """Names that code looks up outside its functions: those it does not define itself, and more."""

    def of(table):
        for symbol in table.get_symbols():
            outermost = table.get_type() == "module" or symbol.is_global()
            if outermost and symbol.is_referenced():
                yield symbol.get_name()
        for inner in table.get_children():
            yield from of(inner)

    return set(of(symtable.symtable(code, "a cell", "exec")))


def defined(code: str, *, imports: bool = True) -> set[str]:
    """Names that code leaves behind: assigned, defined with `def` or `class`, or imported."""
    return {
        symbol.get_name()
        for symbol in symtable.symtable(code, "a cell", "exec").get_symbols()
        if symbol.is_assigned() or (imports and symbol.is_imported())
    }


def waiting(cells: Iterable[NotebookNode]) -> list[bool]:
    """Which code cells of a release wait for the student and so may raise.

    These are the answers and the tests, and every other cell with a name that an answer defines
    (such as the student's id), that another waiting cell defines behind the point at which it
    waits, or that nothing defines because the solution which does was taken out.

    Parameters
    ----------
    cells
        The code cells of the notebook, in order.
    """
    cells = list(cells)
    answers = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]
    asked = {
        name
        for answer in answers
        for statement in statements(answer.source)
        for name in defined(statement, imports=False)
    }
    known, found = set(OF_THE_KERNEL), []
    for cell in cells:
        about = cell.metadata.get("nbgrader", {})
        waits = bool(about.get("solution") or about.get("grade"))
        if not waits:
            for statement in statements(cell.source):
                names = defined(statement)
                waits = waits or bool(names & asked) or not used(statement) <= known | names
                known = known - names if waits else known | names
        found.append(waits)
    return found
