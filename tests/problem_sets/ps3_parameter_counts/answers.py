"""Answers of problem set 3 with one mistake, which is put right before the next question."""

from tests.problem_sets.marking import cells

NAME = "ps3_parameter_counts"
MODEL = {cell_id: cell.source for cell_id, cell in cells("solutions", NAME).items()}


def conv(count):
    """A mistake in `conv_parameters`, which is put right before the next question."""
    wrong = f"""
def conv_parameters(kernel, channels, filters, groups=1, use_bias=True):
    height, width = kernel
    return {count}
"""
    restored = MODEL["conv-parameters"] + "\n" + MODEL["dense-parameters"]
    return {"conv-parameters": wrong, "dense-parameters": restored}


def dense(count):
    """A mistake in `dense_parameters`, put right before the next call of it."""
    wrong = f"""
def dense_parameters(shape, units, use_bias=True):
    height, width, channels = shape
    return {count}
"""
    restored = MODEL["dense-parameters"] + "\n" + MODEL["mine-counted"]
    return {"dense-parameters": wrong, "mine-counted": restored}


def field(grows, jumps="jump *= s"):
    """A mistake in `receptive_field`, put right before `deep`."""
    wrong = f"""
def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        {grows}
        {jumps}
    return size
"""
    restored = MODEL["receptive-field"] + "\n" + MODEL["deep-fields"]
    return {"receptive-field": wrong, "deep-fields": restored}


def then(cell_id, *lines):
    """The model answer, and behind it lines that spoil something."""
    return {cell_id: "\n".join([MODEL[cell_id], *lines])}


RESULTS = 'my_parameters["dense"] = (flat + 1) * dense.units; total = sum(my_parameters.values())'
TOTAL = "total = sum(my_parameters.values())"
