"""Every lecture in JupyterLab, as it comes and with its explorers run."""

import pytest

from tests.accessibility import violations
from tests.browser.needed import needed, with_widgets
from tests.paths import LECTURES as FOLDER

OURS = (".jp-RenderedMarkdown", ".jp-OutputArea-output")
# The summary of a network, coloured for a black terminal.
OF_KERAS = (".jp-OutputArea-output pre[style*=overflow]",)
LECTURES = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("name", [path.name for path in LECTURES])
def test_a_lecture_opens_and_its_explorers_run_and_say_in_words_what_they_show(name, open_notebook):
    """No error, no request outside this machine; pictures and widgets are shown, with words.

    axe-core finds nothing in what is ours.
    """
    explorers = with_widgets(name)
    assert explorers
    lab = open_notebook(name, run=False)
    lab.expect_faultless_outputs(ran=False)
    for cell in needed(name, explorers):
        lab.run_cell(cell)
    lab.expect_faultless_outputs(ran=True)
    assert violations(lab.page, *OURS, exclude=OF_KERAS) == []
