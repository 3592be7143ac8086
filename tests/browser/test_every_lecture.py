"""Every lecture in JupyterLab, as it comes and with its explorers run."""

import pytest

from tests.browser.needed import needed, with_widgets
from tests.paths import LECTURES as FOLDER

LECTURES = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("name", [path.name for path in LECTURES])
def test_a_lecture_opens_and_its_explorers_run_and_say_in_words_what_they_show(name, open_notebook):
    """No error, no request outside this machine; pictures and widgets are shown, with words."""
    explorers = with_widgets(name)
    assert explorers
    lab = open_notebook(name, run=False)
    lab.expect_faultless_outputs(ran=False)
    for cell in needed(name, explorers):
        lab.run_cell(cell)
    lab.expect_faultless_outputs(ran=True)
