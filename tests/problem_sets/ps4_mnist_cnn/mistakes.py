"""Answers to problem set 4 with one known mistake each, and what it costs."""

from helpers.problem_sets.ps4_mnist_cnn import wanted
from tests.problem_sets.marking import cells

NAME = "ps4_mnist_cnn"
MODEL = {cell_id: cell.source for cell_id, cell in cells("solutions", NAME).items()}
DRAWN = {"train": "learning_curves(", "own-confusions": "confusion_table(", "moved": "curves("}
for cell_id, picture in DRAWN.items():  # they take time, and nobody looks
    MODEL[cell_id] = MODEL[cell_id].partition(f"### END SOLUTION\n{picture}")[0]


def layers(change):
    """The specified network with something changed in its list of layers, ``chain``."""
    as_layers = MODEL["network"].partition("model = ")[0]
    return {
        "network": f"""
{as_layers}
from keras.layers import AveragePooling2D, Dropout, GlobalAveragePooling2D, MaxPooling2D

chain = list(map(as_layer, personal.specification(me).layers))
place = {{layer.name: i for i, layer in enumerate(chain)}}
without_bias = next(layer.name for layer in chain[:5:2] if not layer.use_bias)
oblong = next(layer.name for layer in chain[:5:2] if len(set(layer.kernel_size)) == 2)
valid = next(layer.name for layer in chain[:5:2] if layer.padding == "valid")
kept = next(layer.name for layer in chain[:3:2] if layer.padding == "same")
overlapping = next(layer.name for layer in chain[1:5:2] if layer.strides != layer.pool_size)
side_by_side = next(layer.name for layer in chain[1:5:2] if layer.strides == layer.pool_size)

def put(name, **changes):
    layer = chain[place[name]]
    chain[place[name]] = type(layer).from_config(layer.get_config() | changes)

{change}
model = keras.Sequential([keras.Input((28, 28, 1)), *chain])
"""
    }


def then(cell_id, *lines):
    """The model answer, and behind it lines that spoil something."""
    return {cell_id: "\n".join([MODEL[cell_id], *lines])}


def instead(cell_id, old, new):
    """The model answer with one piece exchanged."""
    assert old in MODEL[cell_id]
    return {cell_id: MODEL[cell_id].replace(old, new)}


def of(kind):
    """A layer that differs from student to student: the one that has a trap."""

    def name(student):
        layers = wanted.network(student).layers
        convolutions, pools = layers[:5:2], layers[1:5:2]
        found = {
            "without bias": [x for x in convolutions if not x.use_bias],
            "oblong": [x for x in convolutions if len(set(x.kernel_size)) == 2],
            "valid": [x for x in convolutions if x.padding == "valid"],
            "kept": [x for x in convolutions[:2] if x.padding == "same"],
            "overlapping": [x for x in pools if x.strides != x.pool_size],
            "side by side": [x for x in pools if x.strides == x.pool_size],
        }[kind]
        return {f"network-{found[0].name.replace('_', '-')}": 1}

    return name


MISTAKES = {
    # what the mistake is: (answers, points lost or a function of the student, what the advice says)
    "inputs: no channel": (
        instead("inputs", "[..., np.newaxis]", ""),
        {"input-pictures": 1},
        "channels are missing",
    ),
    "inputs: divided by the largest of the batch": (
        instead("inputs", "np.float32(255)", "pictures.max()"),
        {"input-pictures": 1},
        "depends on its neighbours",  # found by the hidden test alone
    ),
    "inputs: as many columns as labels occur": (
        instead("inputs", "to_categorical(labels, 10)", "to_categorical(labels)"),
        {"input-labels": 1},
        "also where a digit does not occur",
    ),
    "network: a convolution without zeros, as Keras does when not told": (
        layers('put(kept, padding="valid")'),
        of("kept"),
        "Keras adds none unless it is told",
    ),
    "network: zeros where there are none": (
        layers('put(valid, padding="same")'),
        of("valid"),
        "adds zeros where none are specified",
    ),
    "network: rows and columns of a kernel swapped": (
        layers("put(oblong, kernel_size=chain[place[oblong]].kernel_size[::-1])"),
        of("oblong"),
        "swapped, rows come first",
    ),
    "network: the biases stay": (
        layers("put(without_bias, use_bias=True)"),
        of("without bias"),
        "use_bias",
    ),
    "network: overlapping windows side by side": (
        layers("put(overlapping, strides=(3, 3))"),
        of("overlapping"),
        "which a pool takes if it is not told its steps",
    ),
    "network: oblong windows turned": (
        layers(
            "window = chain[place[side_by_side]].pool_size[::-1]\n"
            "put(side_by_side, pool_size=window, strides=window)"
        ),
        of("side by side"),
        "swapped, rows come first",
    ),
    "network: maximum for mean": (
        layers(
            "kind = AveragePooling2D if type(chain[1]) is MaxPooling2D else MaxPooling2D\n"
            'chain[1] = kind(chain[1].pool_size, chain[1].strides, name="pool_1")'
        ),
        {"network-pool-1": 1},
        "of a window",
    ),
    "network: a convolution is missing": (
        layers("del chain[4]"),
        {"network-conv-3": 1},
        "no layer of the model stands for it",
    ),
    "network: no activation behind the dense layer": (
        layers('put("dense", activation=None)'),
        {"network-dense": 1},
        "only multiplies and adds",
    ),
    "network: sigmoid for softmax": (
        layers('put("output", activation="sigmoid")'),
        {"network-output": 1},
        "add up to 1",
    ),
    "network: a pool and a convolution have changed places": (
        layers("chain[1], chain[2] = chain[2], chain[1]"),
        {"network-chain": 1},
        "not in the order",
    ),
    "network: dropout that nobody asked for": (
        layers("chain.insert(6, Dropout(0.2))"),
        {"network-chain": 1},
        "knows nothing of Dropout",
    ),
    "network: a global pool for Flatten": (
        layers("chain[5] = GlobalAveragePooling2D()"),
        {"network-chain": 1},
        "keeps one number only",
    ),
    "steps: the short batch is left out": (
        instead("steps", "-(-digits // batch_size)", "(digits // batch_size)"),
        {"train-steps": 1},
        "the last batch of an epoch is left out",
    ),
    "steps: the epochs run into each other": (
        instead("steps", "epochs * -(-digits // batch_size)", "-(-epochs * digits // batch_size)"),
        {"train-steps": 1},
        "each of them ends with a short batch",
    ),
    "train: squared error": (
        instead("train", "categorical_crossentropy", "mse"),
        {"train-loss": 1},
        "not for classes",
    ),
    "train: watches the test digits": (
        instead("train", "(x_val, y_val)", "(x_test, as_target(labels_test))"),
        {"train-watched": 1},
        "what helps to decide cannot measure afterwards",
    ),
    "train: no batch size": (
        instead("train", "batch_size=budget.batch_size, ", ""),
        {"train-budget": 1},
        "Keras takes if it is not told",
    ),
    "train: one epoch too many": (
        instead("train", "epochs=budget.epochs", "epochs=budget.epochs + 1"),
        {"train-budget": 1},
        "the budget allows fewer",
    ),
    "train: the cell ran twice": (
        then("train", "history = " + MODEL["train"].partition("history = ")[2]),
        {"train-budget": 1},
        "restart the kernel",
    ),
    "train: watches nothing": (
        instead("train", "validation_data=(x_val, y_val), ", ""),
        {"train-watched": 1},
        "give fit the validation digits",
    ),
    "confusions: rows and columns swapped": (
        instead("confusion-functions", "(labels, predicted), 1", "(predicted, labels), 1"),
        {"confusion-count": 1},
        "the row is what the digit is",
    ),
    "confusions: what occurs several times counts once": (
        instead(
            "confusion-functions",
            "np.add.at(counts, (labels, predicted), 1)",
            "counts[labels, predicted] += 1",
        ),
        {"confusion-count": 1},
        "counted once",
    ),
    "confusions: the diagonal is a mistake too": (
        instead("confusion-functions", "counts - np.diag(np.diag(counts))", "counts"),
        {"confusion-most": 1},
        "read rightly",
    ),
    "confusions: both directions added up": (
        instead(
            "confusion-functions",
            "counts - np.diag(np.diag(counts))",
            "np.triu(counts + counts.T, 1)",
        ),
        {"confusion-most": 1},
        "both directions are added up",  # found by the hidden test alone
    ),
    "confusions: columns for rows": (
        instead("confusion-functions", "counts.sum(axis=1)", "counts.sum(axis=0)"),
        {"confusion-share": 1},
        "those are the columns",
    ),
    "predicted: ten numbers for each digit": (
        then("own-confusions", "predicted = model.predict(x_test, verbose=0)"),
        {"confusion-predicted": 1},
        "the place of the largest",
    ),
    "predicted: of the validation digits": (
        then("own-confusions", "predicted = model.predict(x_val, verbose=0).argmax(axis=1)"),
        {"confusion-predicted": 1},
        "one class for each test digit",
    ),
    "pair: swapped": (
        then("own-confusions", "pair = pair[::-1]"),
        {"confusion-pair": 1},
        "the two are swapped",
    ),
    "pair: not computed": (
        then("own-confusions", "pair = (0, 0)"),
        {"confusion-pair": 1},
        "read rightly",
    ),
    "places: the last pool by itself": (
        then("places", *2 * ['one_place["pool_2"] = one_place["conv_3"] = 1']),
        {"move-last-places": 1},
        "",
    ),
    "places: a slip in the first pool, and what follows from it": (
        then(
            "places",
            'factor = one_place["pool_2"] // one_place["conv_2"]',
            'one_place.update({"pool_1": 1, "conv_2": 1, "pool_2": factor, "conv_3": factor})',
        ),
        {"move-first-places": 1},
        "pool_1: 1",
    ),
    "moved: the other way": (
        instead("moved", "-pixels", "pixels"),
        {"move-accuracy": 1},
        "a negative number is needed",
    ),
    "moved: along the other axis": (
        instead("moved", '{"left": "right", "up": "down"}', '{"left": "down", "up": "right"}'),
        {"move-accuracy": 1},
        "along the other axis",
    ),
    "moved: percent": (
        instead("moved", "labels_test)", "labels_test) * 100"),
        {"move-accuracy": 1},
        "a share, from 0 to 1",
    ),
}
