import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.upkeep.notebooks import execute, main


@pytest.fixture
def write(tmp_path):
    def write_(*sources):
        cells = [new_markdown_cell("# Title"), *map(new_code_cell, sources)]
        path = tmp_path / "lecture.ipynb"
        kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernelspec}), path)
        return path

    return write_


def test_outputs_are_saved_without_widget_state_and_times(write):
    path = write("import ipywidgets\nipywidgets.IntSlider(3)", "6 * 7")
    assert execute(path) == []
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[2].outputs[0].data["text/plain"] == "42"
    assert "widgets" not in notebook.metadata
    assert all("execution" not in cell.metadata for cell in notebook.cells)
    assert notebook.metadata.language_info == {"name": "python"}


@pytest.mark.parametrize(
    "bad",
    [
        "1 / 0",
        "import sys; print('a warning', file=sys.stderr)",
        "print('WARNING:tensorflow:5 out of the last 31 calls …')",
    ],
)
def test_a_notebook_that_fails_or_warns_stays_as_it_was(write, bad, capsys):
    path = write("1", bad)
    before = path.read_bytes()
    assert main([str(path)]) == 1
    assert path.read_bytes() == before
    assert list(path.parent.glob("*.tmp")) == []
    assert "was not saved" in capsys.readouterr().err
