"""Controls of the explorers of layers, and the text beside them."""

import pytest

from helpers.explorers.im2col.explorer import im2col_explorer
from helpers.explorers.layer_geometry.explorer import layer_geometry
from helpers.explorers.memory.explorer import memory_calculator
from helpers.explorers.padding.explorer import padding_modes
from helpers.explorers.pooling.explorer import pooling_explorer
from tests.explorers.boxes import controls_of


@pytest.mark.parametrize(
    "explorer",
    [layer_geometry, pooling_explorer, padding_modes, im2col_explorer, memory_calculator],
)
def test_every_control_has_a_name_and_the_text_is_a_sentence(shown, explorer):
    box, figure, text = shown(explorer)
    assert all(controls_of(box))
    assert figure.axes or any(part.axes for part in figure.subfigs)
    assert text.endswith(".")
