"""Every lecture in JupyterLab, as it comes and after a run."""

import pytest

from tests.paths import LECTURES as FOLDER

LECTURES = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("name", [path.name for path in LECTURES])
def test_a_lecture_opens_runs_and_says_in_words_what_it_shows(name, open_notebook):
    """No error, no request outside this machine; pictures and widgets are shown, with words."""
    lab = open_notebook(name, run=False)
    lab.expect_faultless_outputs(ran=False)
    lab.run_all()
    lab.expect_faultless_outputs(ran=True)
