"""What an explorer needs is found through names, and through what is put into an object."""

from tests.browser.needed import filled, needed
from tests.browser.network_lectures import EXPLORERS, SIXTH


def test_a_cell_that_puts_a_network_among_the_others_is_needed_and_a_picture_of_them_is_not():
    found = needed(SIXTH, EXPLORERS[SIXTH])
    order = ["setup", "tracer", "train", "rivals", "frame-same", "shift-widget"]
    assert [cell for cell in found if cell in order] == order
    assert not {"gradient", "moved-ink", "scales-table"} & set(found)


def test_only_what_is_put_into_is_filled():
    assert filled("a['x'] = b[0]\nc = d[1]\ne[2] += 1") == {"a", "e"}
