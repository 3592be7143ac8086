from types import SimpleNamespace

import nbformat
from jupyter_server.services.contents.filemanager import FileContentsManager

from helpers.explorers.kit import saved as extension
from helpers.explorers.kit.saved import WIDGET


def saved(folder, *bundles):
    """The bundles of a notebook that was saved with the course's extension, read from its file."""
    outputs = [nbformat.v4.new_output("display_data", bundle) for bundle in bundles]
    cells = [nbformat.v4.new_markdown_cell("#"), nbformat.v4.new_code_cell("", outputs=outputs)]
    content = nbformat.v4.new_notebook(cells=cells)
    manager = FileContentsManager(root_dir=str(folder))
    for point in extension._jupyter_server_extension_points():
        assert point["module"] == extension.__name__
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
