"""A network on its way to the browser."""

from collections.abc import Callable

from helpers.explorers.kit.network import sent

# The bytes have come through JSON as numbers.
READ = """
export const read = (network) => {
    const weights = new DataView(Uint8Array.from(network.weights).buffer);
    return readNetwork({ ...network, weights });
};
"""


def read_network(call: Callable[..., list], model) -> dict:
    """What the browser has of a model: it can be an argument of its functions."""
    network = sent(model)
    described = {**network, "weights": list(network["weights"])}
    (found,) = call("kit/network/forward", ["read", described], more=READ)
    return found
