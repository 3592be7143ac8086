"""The table of a network."""

from html.parser import HTMLParser

from helpers.networks import (
    Conv2D,
    Dense,
    Flatten,
    MaxPooling2D,
    Network,
    memory,
    multiply_adds,
    receptive_fields,
    shapes,
    total_parameters,
    trace,
)

NETWORK = Network((13, 13, 1), [Conv2D(4, 3), MaxPooling2D(2), Flatten(), Dense(10)])


def test_a_row_says_what_the_functions_say():
    rows = trace(NETWORK, batch_size=64, dtype="float16")
    assert tuple(row.shape for row in rows) == shapes(NETWORK)
    assert tuple(row.field for row in rows) == receptive_fields(NETWORK)
    stored = memory(NETWORK, batch_size=64, dtype="float16").activations
    assert tuple(row.activation_bytes for row in rows) == stored
    assert sum(row.parameters for row in rows) == total_parameters(NETWORK).total
    assert all(row.weights + row.biases == row.parameters for row in rows)
    assert rows[1].multiply_adds == multiply_adds(NETWORK.layers[0], (13, 13, 1))
    assert [row.leftover for row in rows] == [(0, 0), (0, 0), (1, 1), (0, 0), (0, 0)]
    assert [row.kind for row in rows[1:]] == ["Conv2D", "MaxPooling2D", "Flatten", "Dense"]


class Cells(HTMLParser):
    """Collects the text of a table's cells, row by row."""

    def __init__(self):
        super().__init__()
        self.rows, self.scopes = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.scopes += [value for name, value in attrs if name == "scope"]

    def handle_data(self, data):
        if self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1] += data


def test_the_notebook_shows_a_table_with_headings_for_screen_readers():
    table = trace(NETWORK)
    html = table._repr_html_()
    cells = Cells()
    cells.feed(html)
    assert html.startswith("<table>\n<caption>")
    assert len(cells.rows) == 1 + len(table) + 1
    assert {len(row) for row in cells.rows} == {9}
    assert cells.scopes == ["col"] * 9 + ["row"] * 6
    shape = "11 × 11 × 4".replace(" ", "\N{NO-BREAK SPACE}")  # it must not be broken
    assert cells.rows[2][:2] == ["conv2d", shape]
    assert cells.rows[-1][5] == f"{total_parameters(NETWORK).total:,}"


def test_the_text_has_the_same_rows_in_columns_that_line_up():
    caption, *lines = repr(trace(NETWORK)).splitlines()
    assert caption == "Layer by layer; bytes for 1 image in float32"
    assert len({len(line) for line in lines}) == 1
    assert [line.split()[0] for line in lines] == [
        "layer",
        "input",
        "conv2d",
        "max_pooling2d",
        "flatten",
        "dense",
        "total",
    ]


def test_a_network_of_dense_layers_has_no_receptive_fields():
    rows = trace(Network((20,), [Dense(3)]))
    assert [row.field for row in rows] == [None, None]
    assert [row.parameters for row in rows] == [0, 63]
