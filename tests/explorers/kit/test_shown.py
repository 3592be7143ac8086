"""One output for every reader: widget, picture with alt text, plain text."""

import base64
import io
import re

import ipywidgets as widgets
import numpy as np
import pytest
from IPython.core.formatters import format_display_data
from matplotlib.figure import Figure
from PIL import Image

from helpers.drawing.picture import picture, png
from helpers.explorers.kit.accessibility import ControlNames, accessible
from helpers.explorers.kit.shown import show, with_picture, without_pictures
from helpers.explorers.kit.view import View


@pytest.fixture
def figure():
    figure = Figure(figsize=(2, 1))
    figure.subplots().plot([0, 1], color="#777b84")
    return figure


def pixels(tag):
    data = re.search(r'base64,([^"]+)"', tag)[1]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA"))


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
    alpha = pixels(picture(figure, "a line")._repr_html_())[..., 3]
    assert alpha[0, 0] == 0 and alpha.max() == 255
    assert (alpha == 0).mean() > 0.5


def test_who_wants_no_picture_gets_widget_and_text_alone(figure):
    with without_pictures():
        bundle = with_picture({"widget": "w"}, figure, "a line")
    assert bundle == {"widget": "w", "text/html": "", "text/plain": "a line"}
    assert "<img" in with_picture({}, figure, "a line")["text/html"]


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


def test_one_output_holds_the_widget_the_picture_and_the_text(figure, monkeypatch):
    displayed = []
    monkeypatch.setattr(
        "helpers.explorers.kit.shown.display", lambda data, raw: displayed.append((data, raw))
    )
    slider = widgets.IntSlider()
    show(slider, figure, "a slider")
    ((data, raw),) = displayed
    assert raw
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == slider.model_id
    assert data["text/plain"] == "a slider" and 'alt="a slider"' in data["text/html"]


def test_a_view_that_the_browser_cannot_draw_is_sent_the_picture(figure, monkeypatch):
    monkeypatch.setattr("helpers.explorers.kit.shown.display", lambda data, raw: None)
    view, sent = View(), []
    monkeypatch.setattr(view, "send", sent.append)
    show(widgets.VBox([widgets.HBox([view])]), figure, "a line that rises")
    view._handle_custom_msg({"wants": "still"}, [])
    view._handle_custom_msg({"wants": "more"}, [])
    (page,) = sent
    assert '<img alt="a line that rises"' in page["still"] and pixels(page["still"]).size


def test_metadata_beside_a_bundle_is_left_out(figure):
    data = with_picture(({"text/plain": "widget"}, {"isolated": True}), figure, "words")
    assert data["text/plain"] == "words" and "isolated" not in data


def test_an_accessible_box_keeps_its_children_and_adds_the_names():
    slider, button = widgets.IntSlider(description="stride s"), widgets.Button(description="go")
    box = accessible(slider, button, layout=widgets.Layout(width="50%"))
    *shown, names = box.children
    assert shown == [slider, button] and box.layout.width == "50%"
    assert isinstance(names, ControlNames) and names.layout.display == "none"
