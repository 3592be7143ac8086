"""What the pages of the site are made of."""

import base64
import io
import json

import pytest
from bs4 import BeautifulSoup
from ipywidgets import IntSlider
from ipywidgets.widgets.widget import _instances as alive
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.saved import WIDGET
from helpers.upkeep.site.body import body, from_markdown
from helpers.upkeep.site.build import Pages, size_with_all
from helpers.upkeep.site.explorers import explorers
from helpers.upkeep.site.lecture import Lecture, read_title
from helpers.upkeep.site.pictures import move_pictures
from helpers.upkeep.site.texts import Texts, parts, script

SLIDER = "import ipywidgets\nfrom IPython.display import display\ndisplay(ipywidgets.IntSlider(7))"


def cell_with_widget(source):
    output = new_output("display_data", {WIDGET: {"model_id": "old"}, "text/html": "<b>still</b>"})
    return new_code_cell(source, id="moves", outputs=[output])


def test_an_explorer_is_run_and_all_its_models_are_read(tmp_path):
    cells = [new_code_cell("a = 1", id="first"), cell_with_widget(SLIDER)]
    ((cell, (root, models)),) = explorers(cells, tmp_path).items()
    assert cell == "moves"
    assert models[root]["model_name"] == "IntSliderModel"
    assert models[root]["state"]["value"] == 7
    assert {one["model_name"] for one in models.values()} >= {"LayoutModel", "SliderStyleModel"}


def test_its_widgets_are_closed_and_those_of_others_stay(tmp_path):
    mine = IntSlider()
    before = set(alive)
    explorers([cell_with_widget(SLIDER)], tmp_path)
    assert set(alive) == before
    assert alive[mine.model_id] is mine
    mine.close()


@pytest.mark.parametrize(
    ("source", "message"),
    [("1 / 0", "cell moves fails: ZeroDivisionError"), ("1", "cell moves shows no widget")],
)
def test_a_cell_that_fails_or_shows_nothing_is_named(source, message, tmp_path):
    with pytest.raises(RuntimeError, match=message):
        explorers([new_code_cell("a = 1", id="first"), cell_with_widget(source)], tmp_path)


def test_a_long_text_is_kept_once_for_all_explorers():
    texts = Texts()
    buffer = {"path": ["pixels"], "encoding": "base64", "data": "AAAA"}
    model = {"state": {"_esm": "code", "value": 1}, "buffers": [buffer]}
    other = {"state": {"_esm": "const $kit = (() => {\n})();\ncode"}}
    first, second = texts.taken_from({"a": model}), texts.taken_from({"b": model})
    assert first["a"] == second["b"]
    assert first["a"]["state"] == {"_esm": [0], "value": 1}
    assert texts.taken_from({"c": other})["c"]["state"] == {"_esm": [2, 0]}
    assert first["a"]["buffers"][0]["data"] == 1
    assert texts.script() == script(
        ["code", "AAAA", "const $kit = (() => {\n})();"], "texts"
    ) + script([], "photos")


def test_what_explorers_share_is_cut_out_and_joins_to_the_same_code():
    one, other = (es_module(name) for name in ("photos/gabor", "layer_geometry/view"))
    assert "\n".join(parts(one)) == one
    assert len(set(parts(one)) & set(parts(other))) > 5


def test_data_of_a_page_ends_no_element_and_keeps_its_value():
    written = script({"text": "</script><!--"}, "state")
    assert written.count("<") == 2
    assert json.loads(written.split(">", 1)[1].rsplit("<", 1)[0]) == {"text": "</script><!--"}


def test_the_explorer_stands_behind_its_picture_and_its_code_is_folded_as_the_cell_is():
    cell = cell_with_widget("ask()")
    cell.metadata.jupyter = {"source_hidden": True}
    text = new_markdown_cell("See [lecture 2](02_x.ipynb#a) and $x<1$.")
    page = body(new_notebook(cells=[text, cell]), {"moves": ("r", {"r": {"state": {}}})})
    assert page.select_one("#moves details").get("open") is None
    assert "ask" in page.select_one("#moves details").get_text()
    assert page.select_one("#moves .explorer > .still b").get_text() == "still"
    assert json.loads(page.select_one("#moves script.state").string)["root"] == "r"
    assert page.a["href"] == "02_x.html#a"
    assert page.find("cnn-formula").get_text() == "x<1"


def test_formulas_of_both_kinds_are_found_and_prices_are_none():
    page = BeautifulSoup(from_markdown("$a_1$ and\n\n$$b_2$$\n\n`$c`"), "html.parser")
    assert [(one.get_text(), one.has_attr("display")) for one in page.find_all("cnn-formula")] == [
        ("a_1", False),
        ("b_2", True),
    ]


def test_a_picture_becomes_a_file_that_shows_the_same_and_says_its_size(tmp_path):
    drawn = Image.radial_gradient("L").convert("RGBA")
    png = io.BytesIO()
    drawn.save(png, "PNG")
    source = base64.b64encode(png.getvalue()).decode()
    page = BeautifulSoup(
        f'<img alt="a" width="128" src="data:image/png;base64,{source}">', "html.parser"
    )
    move_pictures(page, tmp_path)
    with Image.open(tmp_path / page.img["src"]) as written:
        assert written.convert("RGBA").tobytes() == drawn.tobytes()
    assert (page.img["width"], page.img["height"], page.img["alt"]) == ("128", "128", "a")


def test_a_lecture_says_its_title_question_and_time(tmp_path):
    source = "# 4 · Layer geometry\n\n**How large?**\n\n*110 minutes; you need …*"
    notebook = new_notebook(cells=[new_markdown_cell(source)])
    assert read_title(notebook, tmp_path / "04_x.ipynb") == Lecture(
        "04_x.html", "4 · Layer geometry", "How large?", "110 minutes"
    )
    notebook.cells[0].source = "# 4"
    with pytest.raises(RuntimeError, match=r"04_x\.ipynb: its first cell needs"):
        read_title(notebook, tmp_path / "04_x.ipynb")


def test_pages_lead_to_their_neighbours_and_their_size_counts_what_they_load(tmp_path):
    lectures = [Lecture(f"{n}.html", f"T{n}", "Q?", "9 minutes") for n in range(3)]
    pages = Pages(tmp_path, lectures)
    pages.write(1, '<img src="a.png"><img src="data:image/png;base64,AA">')
    page = BeautifulSoup((tmp_path / "1.html").read_text(encoding="utf-8"), "html.parser")
    assert [link["href"] for link in page.select(".turn a")] == ["0.html", "2.html"]
    (tmp_path / "assets").mkdir()
    for name in ("page.css", "page.js", "theme.js"):
        (tmp_path / "assets" / name).write_text("")
    (tmp_path / "a.png").write_bytes(bytes(5000))
    assert 5000 < size_with_all(tmp_path, "1.html") < 7000
