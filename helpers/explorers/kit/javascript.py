"""One self-contained ES module per view, joined from the files of `helpers.explorers`.

anywidget takes the JavaScript of a view as one text, and an exported page has no server to import
from. So each imported file becomes a function that is called once and returns what it exports.
"""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parents[1]

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[\w/]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|class) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(import|export(?! default))\b.*$", re.MULTILINE)


def es_module(name: str, *, read: Callable[[str], str] | None = None) -> str:
    """Join ``<name>.js`` and all that it imports into one ES module without imports.

    Two forms are understood, each at the start of a line:
    ``import { a, b as c } from "../kit/file.js";``, whose names may fill several lines, and
    ``export`` before a function, a const or a class. The module itself keeps its exports,
    among them the ``export default`` that anywidget calls.

    Parameters
    ----------
    name : str
        Path below `helpers.explorers` without ``.js``: "convolution/view".
    read : callable, optional
        Gives the text of a module by such a path; by default the files there.

    Returns
    -------
    str
        Source of the module, for ``_esm`` of an anywidget.

    Raises
    ------
    ValueError
        If modules import each other in a circle, another form of import or export is used, or a
        name is imported that is not exported.
    FileNotFoundError
        If a module does not exist.
    """
    read = read or _read
    joined: dict[str, str] = {}
    entry = _inlined(name, read, joined, (name,))
    return "\n".join([*joined.values(), entry])


def style(*names: str) -> str:
    """Style sheet of a view: that of all explorers, then more of them.

    Parameters
    ----------
    *names : str
        Paths below `helpers.explorers` without ``.css``: "kit/plot".
    """
    paths = [FOLDER / f"{name}.css" for name in ("kit/style", *names)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _read(name: str) -> str:
    return (FOLDER / f"{name}.js").read_text(encoding="utf-8")


def _inlined(name: str, read, joined: dict[str, str], path: tuple[str, ...]) -> str:
    """Source of one module, constants in place of its imports; what it needs goes to `joined`."""
    source = read(name)
    for names, path_there in _IMPORT.findall(source):
        needed = _resolved(path_there, name)
        if needed in path:
            circle = " → ".join([*path, needed])
            raise ValueError(f"the modules import each other in a circle: {circle}")
        if needed not in joined:
            body = _inlined(needed, read, joined, (*path, needed))
            joined[needed] = _called_once(needed, body)
        _refuse_missing(name, names, needed, read(needed))
    source = _IMPORT.sub(lambda found: _constants(found[1], _resolved(found[2], name)), source)
    _refuse_other_forms(name, _EXPORT.sub("", source))
    return source


def _resolved(path_there: str, name: str) -> str:
    """What a module's "../kit/canvas" is, seen from the folder of all explorers."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path_there))


def _variable(name: str) -> str:
    return "$" + name.replace("/", "_")


def _called_once(name: str, source: str) -> str:
    exported = [found[1] for found in _EXPORT.findall(source)]
    body = _EXPORT.sub(r"\1 \2", source)
    return (
        f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"
    )


def _constants(names: str, module: str) -> str:
    return f"const {{{names.replace(' as ', ': ')}}} = {_variable(module)};"


def _refuse_missing(name: str, names: str, needed: str, source: str) -> None:
    """A second name of one export would be undefined in the browser, without a word."""
    wanted = {one.split(" as ")[0].strip() for one in names.split(",")} - {""}
    if missing := wanted - {found[1] for found in _EXPORT.findall(source)}:
        raise ValueError(
            f"{name}.js imports {', '.join(sorted(missing))}, which {needed}.js does not export; "
            "write an export of its own for each name"
        )


def _refuse_other_forms(name: str, source: str) -> None:
    other = _OTHER.search(source)
    if other:
        raise ValueError(
            f'{name}.js has {other[0]!r}; write import {{ a }} from "../kit/file.js"; '
            "or export before a function, const or class"
        )
