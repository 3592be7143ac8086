"""One self-contained ES module per view, joined from the files beside this one.

anywidget takes the JavaScript of a view as one text, and an exported page has no server to import
from. So each imported file becomes a function that is called once and returns what it exports.
"""

import re
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent
STYLE = FOLDER / "style.css"

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|class) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(import|export(?! default))\b.*$", re.MULTILINE)


def es_module(name: str, *, read: Callable[[str], str] | None = None) -> str:
    """Join ``<name>.js`` and all that it imports into one ES module without imports.

    Two forms are understood, each at the start of a line:
    ``import { a, b as c } from "./file.js";``, whose names may fill several lines, and
    ``export`` before a function, a const or a class. The module itself keeps its exports,
    among them the ``export default`` that anywidget calls.

    Parameters
    ----------
    name : str
        File name without ``.js``.
    read : callable, optional
        Gives the text of a module by its name; by default the files of this folder.

    Returns
    -------
    str
        Source of the module, for ``_esm`` of an anywidget.

    Raises
    ------
    ValueError
        If modules import each other in a circle, or another form of import or export is used.
    FileNotFoundError
        If a module does not exist.
    """
    read = read or _read
    joined: dict[str, str] = {}
    entry = _inlined(name, read, joined, (name,))
    return "\n".join([*joined.values(), entry])


def _read(name: str) -> str:
    return (FOLDER / f"{name}.js").read_text(encoding="utf-8")


def _inlined(name: str, read, joined: dict[str, str], path: tuple[str, ...]) -> str:
    """Source of one module, constants in place of its imports; what it needs goes to `joined`."""
    source = read(name)
    for _, needed in _IMPORT.findall(source):
        if needed in path:
            circle = " → ".join([*path, needed])
            raise ValueError(f"the modules import each other in a circle: {circle}")
        if needed not in joined:
            body = _inlined(needed, read, joined, (*path, needed))
            joined[needed] = _called_once(needed, body)
    source = _IMPORT.sub(lambda found: _constants(*found.groups()), source)
    _refuse_other_forms(name, _EXPORT.sub("", source))
    return source


def _called_once(name: str, source: str) -> str:
    exported = [found[1] for found in _EXPORT.findall(source)]
    body = _EXPORT.sub(r"\1 \2", source)
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"


def _constants(names: str, module: str) -> str:
    return f"const {{{names.replace(' as ', ': ')}}} = ${module};"


def _refuse_other_forms(name: str, source: str) -> None:
    other = _OTHER.search(source)
    if other:
        raise ValueError(
            f'{name}.js has {other[0]!r}; write import {{ a }} from "./file.js"; '
            "or export before a function, const or class"
        )
