"""One output for every reader: widget, picture with alt text, plain text."""

import ipywidgets as widgets
import pytest
from matplotlib.figure import Figure

from helpers.drawing.picture import picture
from helpers.explorers.kit.accessibility import ControlNames, accessible
from helpers.explorers.kit.shown import show, with_picture, without_pictures
from helpers.explorers.kit.view import View


@pytest.fixture
def figure():
    figure = Figure(figsize=(2, 1))
    figure.subplots().plot([0, 1], color="#777b84")
    return figure


def test_who_wants_no_picture_gets_widget_and_text_alone(figure):
    with without_pictures():
        bundle = with_picture({"widget": "w"}, figure, "a line")
    assert bundle == {"widget": "w", "text/html": "", "text/plain": "a line"}
    assert "<img" in with_picture({}, figure, "a line")["text/html"]


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
    assert page == {"still": picture(figure, "a line that rises")._repr_html_()}


def test_metadata_beside_a_bundle_is_left_out(figure):
    data = with_picture(({"text/plain": "widget"}, {"isolated": True}), figure, "words")
    assert data["text/plain"] == "words" and "isolated" not in data


def test_an_accessible_box_keeps_its_children_and_adds_the_names():
    slider, button = widgets.IntSlider(description="stride s"), widgets.Button(description="go")
    box = accessible(slider, button, layout=widgets.Layout(width="50%"))
    *shown, names = box.children
    assert shown == [slider, button] and box.layout.width == "50%"
    assert isinstance(names, ControlNames) and names.layout.display == "none"
