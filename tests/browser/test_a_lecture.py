"""Every lecture in JupyterLab: as it comes, with its explorers run, and what all of these keep.

This file's name puts it before the others: they go on with the page that is opened here.
"""

import pytest

from tests.accessibility import violations
from tests.browser import by_mouse
from tests.browser import explorer as explorers
from tests.browser.explorer import Explorer
from tests.browser.needed import needed, with_widgets
from tests.paths import LECTURES as FOLDER

OURS = (".jp-RenderedMarkdown", ".jp-OutputArea-output")
# The summary of a network, coloured for a black terminal.
OF_KERAS = (".jp-OutputArea-output pre[style*=overflow]",)
LECTURES = [path.name for path in sorted(FOLDER.glob("*.ipynb"))]
CELLS = {name: with_widgets(name) for name in LECTURES}
every_lecture = pytest.mark.parametrize("lecture", LECTURES, indirect=True)


@pytest.mark.parametrize("lecture", LECTURES)
def test_a_lecture_opens_and_its_explorers_run_and_say_in_words_what_they_show(lecture, lab):
    """No error, no request outside this machine; pictures and widgets are shown, with words.

    axe-core finds nothing in what is ours.
    """
    assert CELLS[lecture]
    lab.close_all()
    lab.show(lecture)
    assert not lab.is_changed(), "to open it marks it as changed"
    lab.expect_faultless_outputs(ran=False)
    lab.show(lecture, needed(lecture, CELLS[lecture]))
    lab.expect_faultless_outputs(ran=True)
    assert violations(lab.page, *OURS, exclude=OF_KERAS) == []


@pytest.fixture
def every(lecture, lab):
    """The explorers of the lecture, without the questions."""
    lab.show(lab.shown, CELLS[lab.shown])
    found = [Explorer(lab, cell) for cell in CELLS[lab.shown]]
    for explorer in found:
        explorers.skip_guess_if_asked(explorer.cell)
        explorer.expect_complete()
    return [explorer for explorer in found if explorer.canvas().count()]


@every_lecture
def test_pictures_follow_the_theme_and_the_words_stay_readable(lab, every):
    explorers.expect_to_follow_the_theme(lab, every)


@every_lecture
def test_pictures_outlive_a_moment_without_layout(lab, every):
    explorers.expect_to_outlive_a_moment_without_layout(lab, every)


@every_lecture
def test_no_letter_typed_on_a_control_or_a_picture_reaches_the_notebook(lab, every):
    explorers.expect_to_keep_letters(lab, every)


@every_lecture
def test_every_window_shows_all_and_no_control_moves_what_stands_below(lab, every):
    explorers.expect_to_fit_the_window(lab, every)


@every_lecture
def test_the_mouse_moves_every_explorer_and_it_says_what_python_says(lab, every):
    assert every
    anew = [explorers.run(lab, explorer.cell_id) for explorer in every]
    for explorer in anew:
        by_mouse.move_all(explorer)
    assert by_mouse.differences(lab, anew) == []
