"""The explorer of the effective field: its controls and what it refuses."""

import pytest

from helpers.explorers.effective_field import effective_field
from tests.explorers.boxes import controls_of, view_of


def test_the_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(effective_field, 5, 5, "random")
    view = view_of(box)
    assert (view.layers, view.sizes[view.size], view.kinds[view.weights]) == (5, 5, "random")
    assert list(controls_of(box)) == ["layers", "kernel k", "weights"]
    assert text.startswith("5 layers of 5 by 5, weights random: a unit sees 21 by 21 pixels.")


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"layers": 13}, "layers is 13"), ({"k": 4}, "k is 4.*3, 5"), ({"weights": "none"}, "random")],
)
def test_a_stack_that_the_controls_cannot_show_is_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        effective_field(**settings)
