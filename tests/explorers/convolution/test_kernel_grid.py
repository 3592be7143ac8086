"""Weights that are typed into the grid of a kernel."""


def test_a_weight_can_be_typed_in_several_ways(call):
    typed = {
        "2": 2, "-1": -1, "−1": -1, " 0,5 ": 0.5, "1/4": 0.25, "-3 / 2": -1.5, "1e2": 100,
        ".5": 0.5, "": None, "-": None, "a": None, "1/0": None, "1/": None, "1/2/3": None,
        "1..2": None,
    }  # fmt: skip
    found = call("convolution/kernel_grid", *(["parseNumber", text] for text in typed))
    assert found == list(typed.values())
