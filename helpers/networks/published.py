"""Two networks that everybody in the field knows, as layer specifications."""

from .specs import AveragePooling2D, Conv2D, Dense, Flatten, MaxPooling2D, Network


def lenet5() -> Network:
    """LeNet-5 as it is built today: 61,706 parameters.

    LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition",
    Proceedings of the IEEE 86 (1998). Names of the layers as there. The paper's own network has
    60,000 parameters before its output: each filter of its c3 sees some of the six maps only, its
    pools have a weight and a bias for each map, and its output is no dense layer.

    Returns
    -------
    Network
        From 32 × 32 × 1 to 10 values.
    """
    return Network(
        (32, 32, 1),
        [
            Conv2D(6, 5, name="c1"),
            AveragePooling2D(2, name="s2"),
            Conv2D(16, 5, name="c3"),
            AveragePooling2D(2, name="s4"),
            Conv2D(120, 5, name="c5"),
            Flatten(name="flatten"),
            Dense(84, name="f6"),
            Dense(10, name="output"),
        ],
    )


def alexnet(
    *, groups: int = 2, input_shape: tuple[int, int, int] = (227, 227, 3), classes: int = 1000
) -> Network:
    """AlexNet: 60,965,224 parameters.

    Krizhevsky, Sutskever, Hinton, "ImageNet classification with deep convolutional neural
    networks", NIPS 2012.

    Parameters
    ----------
    groups : int
        2 where the network was split between two graphics cards; 1 for a network in one piece.
    input_shape : tuple of int
        (h, w, c) of the photos.
    classes : int
        Units of the last layer.

    Returns
    -------
    Network
        From the photo to one value for each class.
    """
    return Network(
        input_shape,
        [
            Conv2D(96, 11, strides=4, name="conv_1"),
            MaxPooling2D(3, strides=2, name="pool_1"),
            Conv2D(256, 5, padding="same", groups=groups, name="conv_2"),
            MaxPooling2D(3, strides=2, name="pool_2"),
            Conv2D(384, 3, padding="same", name="conv_3"),
            Conv2D(384, 3, padding="same", groups=groups, name="conv_4"),
            Conv2D(256, 3, padding="same", groups=groups, name="conv_5"),
            MaxPooling2D(3, strides=2, name="pool_5"),
            Flatten(name="flatten"),
            Dense(4096, name="fc_1"),
            Dense(4096, name="fc_2"),
            Dense(classes, name="fc_3"),
        ],
    )
