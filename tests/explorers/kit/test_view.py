"""Views and the style sheets that lie beside them."""

from importlib import import_module

import pytest

from helpers.explorers.kit.javascript import FOLDER
from helpers.explorers.kit.view import View


def views():
    """Every view of the explorers, with the folder it lies in."""
    for path in sorted(FOLDER.glob("*/*.py")):
        if path.parent.name != "kit":
            module = import_module(f"helpers.explorers.{path.parent.name}.{path.stem}")
            for found in vars(module).values():
                own = isinstance(found, type) and found.__module__ == module.__name__
                if own and issubclass(found, View):
                    yield pytest.param(path.parent, found, id=found.__name__)


@pytest.mark.parametrize(("folder", "view"), list(views()))
def test_a_view_carries_the_style_of_its_folder_and_of_the_kit(folder, view):
    sheets = [FOLDER / "kit" / "style.css", *folder.glob("view.css")]
    assert all(sheet.read_text(encoding="utf-8") in view._css for sheet in sheets)
