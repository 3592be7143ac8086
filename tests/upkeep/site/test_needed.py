"""What an explorer needs is found through names, and through what is put into an object."""

import pytest
from nbformat.v4 import new_code_cell

from helpers.upkeep.site.needed import filled, needed, trained
from tests.browser import needed as lectures

SIXTH = "06_why_pooling.ipynb"


def test_a_cell_that_puts_a_network_among_the_others_is_needed_and_a_picture_of_them_is_not():
    found = lectures.needed(SIXTH, ["tracer", "shift-widget"])
    order = ["setup", "tracer", "train", "rivals", "frame-same", "shift-widget"]
    assert [cell for cell in found if cell in order] == order
    assert not {"gradient", "moved-ink", "scales-table"} & set(found)


def test_only_what_is_put_into_is_filled():
    assert filled("a['x'] = b[0]\nc = d[1]\ne[2] += 1") == {"a", "e"}


def test_only_what_is_fitted_or_compiled_is_trained():
    assert trained("a.fit(x)\nh = b.compile(y)\nc.summary()\nfit(d)") == {"a", "b"}


@pytest.mark.parametrize("trainings", [False, True])
def test_a_training_is_needed_where_it_is_asked_for(trainings):
    sources = ["import keras", "model = build()", "history = model.fit(x)", "other.fit(x)", "model"]
    cells = [new_code_cell(source, id=str(at)) for at, source in enumerate(sources)]
    wanted = ["0", "1", "2", "4"] if trainings else ["0", "1", "4"]
    assert needed(cells, ["4"], trainings=trainings) == wanted


def test_a_name_that_is_imported_anew_asks_for_no_import_before():
    sources = ["1", "import keras\nslow(keras)", "import keras\nmodel = keras.Model()", "model"]
    cells = [new_code_cell(source, id=str(at)) for at, source in enumerate(sources)]
    assert needed(cells, ["3"]) == ["0", "2", "3"]
    cells[2].source = "model = keras.Model()\nimport keras"
    assert needed(cells, ["3"]) == ["0", "1", "2", "3"]
