from importlib import import_module
from types import SimpleNamespace

import nbformat
from jupyter_server.services.contents.filemanager import FileContentsManager
from traitlets.config import PyFileConfigLoader

from helpers.explorers.kit.saved import WIDGET
from tests.paths import COURSE

SETTINGS = "jupyter_server_config.py"


def saved(folder, *bundles):
    """The bundles of a notebook that was saved with the course's settings, read from its file."""
    settings = PyFileConfigLoader(SETTINGS, path=str(COURSE)).load_config()
    outputs = [nbformat.v4.new_output("display_data", bundle) for bundle in bundles]
    cells = [nbformat.v4.new_markdown_cell("#"), nbformat.v4.new_code_cell("", outputs=outputs)]
    content = nbformat.v4.new_notebook(cells=cells)
    manager = FileContentsManager(root_dir=str(folder))
    for name in settings.ServerApp.jpserver_extensions:
        for point in import_module(name)._jupyter_server_extension_points():
            extension = import_module(point["module"])
            extension._load_jupyter_server_extension(SimpleNamespace(contents_manager=manager))
    manager.save({"type": "notebook", "format": "json", "content": content}, "lecture.ipynb")
    manager.save({"type": "file", "format": "text", "content": "text"}, "notes.txt")
    notebook = nbformat.read(folder / "lecture.ipynb", as_version=4)
    return [dict(output.data) for output in notebook.cells[1].outputs]


def test_a_saved_explorer_is_its_picture_and_every_other_output_stays(tmp_path):
    picture = {"text/html": "<img alt='A seven.'>", "text/plain": "A seven."}
    alone = {WIDGET: {"model_id": "1"}, "text/plain": "IntSlider()"}
    table = {"text/html": "<table></table>"}
    found = saved(tmp_path, picture | {WIDGET: {"model_id": "0"}}, alone, table)
    assert found == [picture, alone, table]
    assert (tmp_path / "notes.txt").read_text() == "text"
