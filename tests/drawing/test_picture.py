import base64

import numpy as np
import pytest
from IPython.core.formatters import format_display_data
from matplotlib.figure import Figure

from helpers.drawing.picture import empty_axes, picture, png, show_ink, show_signed
from tests.drawing.pixels import pixels


@pytest.fixture
def figure():
    figure = Figure(figsize=(2, 1))
    figure.subplots().plot([0, 1], color="#777b84")
    return figure


def test_a_picture_has_its_alt_text_in_html_and_in_plain_text(figure):
    shown, _ = format_display_data(picture(figure, "a line that rises"))
    assert shown["text/plain"] == "a line that rises"
    assert '<img alt="a line that rises"' in shown["text/html"]


def test_alt_text_with_quotes_and_signs_stays_inside_its_attribute(figure):
    tag = picture(figure, 'x < 3 & "y"')._repr_html_()
    assert 'alt="x &lt; 3 &amp; &quot;y&quot;"' in tag


def test_a_picture_without_alt_text_is_refused(figure):
    with pytest.raises(ValueError, match="say in words what the picture shows"):
        picture(figure, "  ")


def test_the_background_is_transparent_and_the_line_is_not(figure):
    alpha = pixels(picture(figure, "a line"))[..., 3]
    assert alpha[0, 0] == 0 and alpha.max() == 255
    assert (alpha == 0).mean() > 0.5


def test_the_same_figure_gives_the_same_bytes():
    def drawn():
        figure = Figure(figsize=(2, 1))
        figure.subplots().bar([1, 2], [3, 4])
        return png(figure)

    assert drawn() == drawn()
    assert b"matplotlib" not in drawn().lower()


def test_a_png_file_is_shown_as_it_is(figure):
    data = png(figure)
    assert base64.b64encode(data).decode() in picture(data, "a line")._repr_html_()


def test_a_picture_is_shown_at_half_of_its_pixels(figure):
    shown = picture(figure, "a line")
    assert f'width="{round(pixels(shown).shape[1] / 2)}"' in shown.html


@pytest.mark.parametrize(
    ("show", "scale"), [(show_ink, (0, 3)), (show_signed, (-4, 4))], ids=["ink", "signed"]
)
def test_a_scale_reaches_from_paper_to_ink_or_as_far_below_0_as_above(show, scale):
    axes = Figure().subplots()
    show(axes, np.array([[-4.0, 3.0]]))
    assert axes.images[0].get_clim() == scale


def test_the_last_places_of_a_grid_stay_blank():
    frames = Figure().subplots(1, 3)
    empty_axes(frames[2:])
    assert [axes.axison for axes in frames] == [True, True, False]
