"""Which names of others a cell uses."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator


def used_names(source: str) -> list[str]:
    """The names that code looks up and does not bind itself, without Python's own.

    A name that the cell takes away for a while is another's, too: ``del squares``, a call that must
    fail without it, and ``squares = kept``.

    Parameters
    ----------
    source
        Python; of code that is none there are no names, since it will not run.
    """
    try:
        table = symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError):
        return []
    bound = {symbol.get_name() for symbol in table.get_symbols() if _is_bound(symbol)}
    taken_away = {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del)
    }
    found = set(_looked_up(table)) - (bound - taken_away) - set(dir(builtins))
    return sorted(found)


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def _looked_up(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (table.get_type() == "module" or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _looked_up(inner)
