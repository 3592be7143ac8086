"""The tests' own instruments: each must notice what it is there to notice."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.browser import by_mouse

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

SLIDER = """
import ipywidgets
ipywidgets.IntSlider(3, 1, 9, description="size")
"""


@pytest.fixture
def write_notebook(lectures_copy):
    """A function that writes code cells to a notebook and returns its path on the server."""
    written = []

    def write(name, *sources, **metadata):
        file = lectures_copy / f"{name}.ipynb"
        cells = [new_code_cell(source.strip()) for source in sources]
        metadata = {"kernelspec": KERNEL, **metadata}
        nbformat.write(new_notebook(cells=cells, metadata=metadata), file)
        written.append(file)
        return file.name

    yield write
    for file in written:
        file.unlink()


def test_a_cell_that_raises_or_complains_fails_the_run(open_notebook, write_notebook):
    path = write_notebook("faulty", "import sys; print('hm', file=sys.stderr)", "1 / 0", "'after'")
    lab = open_notebook(path, run=False)
    with pytest.raises(AssertionError) as faults:
        lab.run_all()
    for fault in ("wrote to stderr: hm", "ZeroDivisionError", "not run: 1 of 3 cells"):
        assert fault in str(faults.value)


def test_a_request_that_would_leave_the_machine_is_refused_and_reported(lab):
    url = "https://example.org/library.js"
    answer = lab.page.evaluate("url => fetch(url).then(() => 'came', () => 'refused')", url)
    assert answer == "refused"
    assert f"request outside this machine: {url}" in lab.faults
    lab.faults.clear()


def test_an_uncaught_exception_and_a_console_error_are_reported(lab):
    lab.page.evaluate("() => { console.error('one'); setTimeout(() => { throw Error('two') }) }")
    lab.painted()
    assert any(fault.startswith("console: one") for fault in lab.faults)
    assert any(fault.startswith("exception:") and "two" in fault for fault in lab.faults)
    lab.faults.clear()


def test_pictures_canvases_and_sliders_without_words_are_reported(open_notebook, write_notebook):
    pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    html = f"""from IPython.display import HTML\nHTML('<img src="{pixel}"><canvas></canvas>')"""
    lab = open_notebook(write_notebook("wordless", html, SLIDER))
    lab.notebook.locator(".noUi-handle").wait_for()
    faults = lab.output_faults(ran=True)
    for fault in ("picture without alt text", "canvas without a role", "slider without a name"):
        assert any(fault in found for found in faults), faults


def test_a_copied_call_gets_the_data_that_its_cell_gives():
    copied = "f(model, pictures, k=3, size=(1, 2), maps=maps)"
    cell = "x = 1\nf(cnn.model, all[:2], k=5, maps={'a': x})"
    assert by_mouse.with_data(copied, cell) == (
        "f(cnn.model, all[:2], k=3, size=(1, 2), maps={'a': x})"
    )


@pytest.mark.parametrize(
    ("text", "same", "nearly"),
    [
        ("The sum is −2.25 at row 3: 97 %.", True, True),
        ("Before: 7. The sum is −2.25 at row 3: 97 %. And 4 after.", True, True),
        ("The sum is −2.26 at row 3: 96 %.", False, True),  # a last digit
        ("The sum is 2.25 at row 3: 97 %.", False, False),
        ("The sum is −2.27 at row 3: 97 %.", False, False),
        ("The sum is −2.25 at row 4: 97 %.", False, False),
        ("The sum was −2.25 at row 3: 97 %.", False, False),
    ],
)
def test_another_word_or_another_number_is_noticed(text, same, nearly):
    expected = "The sum is −2.25 at row 3: 97 %."
    assert by_mouse.says(text, expected, near=False) == same
    assert by_mouse.says(text, expected, near=True) == nearly


def test_a_plain_slider_lets_commands_of_jupyterlab_through(open_notebook, write_notebook):
    """What the explorers are tested for not to do; if this fails, JupyterLab has mended it."""
    lab = open_notebook(write_notebook("unprotected", SLIDER))
    cells = len(lab.state()["cells"])
    lab.press(lab.notebook.locator(".noUi-handle"), "a")
    lab.page.wait_for_function("n => labDriver.state().cells.length === n", arg=cells + 1)


@pytest.mark.parametrize("version", ["2.7.18", "3.99.0"])
def test_a_notebook_of_another_python_is_not_marked_when_it_is_opened(
    version, open_notebook, write_notebook
):
    info = {"name": "python", "version": version, "pygments_lexer": "ipython2"}
    path = write_notebook("elsewhere", "'as it was'", language_info=info)
    lab = open_notebook(path, run=False)
    assert not lab.is_changed()
    lab.run_all()
    assert lab.is_changed()
