"""The call that is copied from an explorer opens it again as it stood."""

from collections.abc import Callable

from helpers.explorers.activations.explorer import activation_explorer, softmax_explorer
from helpers.explorers.dense_versus_conv.explorer import dense_versus_conv
from helpers.explorers.digit_pad.explorer import digit_pad
from helpers.explorers.feature_maps.explorer import feature_map_explorer
from helpers.explorers.kit.call import call_of
from helpers.explorers.layer_geometry.explorer import layer_geometry
from helpers.explorers.occlusion.explorer import occlusion_explorer
from helpers.explorers.padding.explorer import padding_modes
from helpers.explorers.photos.fractal_zoom import fractal_zoom
from helpers.explorers.photos.gabor import gabor_explorer
from helpers.explorers.photos.photo_filter import photo_filter
from helpers.explorers.photos.pyramid import pyramid_explorer
from helpers.explorers.pooling.explorer import pooling_explorer
from helpers.explorers.receptive_field.explorer import receptive_field_tracer
from helpers.explorers.shift.explorer import shift_explorer
from tests.explorers.boxes import view_of

CALLS = [
    (layer_geometry, 'layer_geometry(31, 5, padding="same", dilation=2, window=(4, 0))'),
    (layer_geometry, "layer_geometry(28, 3, stride=1)"),
    (dense_versus_conv, "dense_versus_conv(64, channels=1, units=100, filters=7)"),
    (padding_modes, 'padding_modes("digit", kernel="Sobel X", k=3, mode="edge")'),
    (pooling_explorer, "pooling_explorer(k=3, stride=1, cell=(1, 0))"),
    (pooling_explorer, 'pooling_explorer(maps, name="ramp", kind="average", cell=(9, 2))'),
    (photo_filter, 'photo_filter("coffee", "box", size=7, strength=0.3)'),
    (gabor_explorer, 'gabor_explorer("brick", wavelength=4.5, phase=0, bandwidth=1.3)'),
    (pyramid_explorer, 'pyramid_explorer("camera", "bright spots", 3)'),
    (fractal_zoom, 'fractal_zoom("coffee", 11)'),
    (
        feature_map_explorer,
        "feature_map_explorer(model, pictures, labels, digit=1, channel=1, unit=(2, 7))",
    ),
    (feature_map_explorer, "feature_map_explorer(model, pictures, labels)"),
    (
        occlusion_explorer,
        "occlusion_explorer(model, pictures, labels, digit=1, size=9, grey=0, place=(0, 19))",
    ),
    (shift_explorer, "shift_explorer(models, pictures, labels, digit=1, right=-8, down=2)"),
    (digit_pad, 'digit_pad(model, examples, example="another", right=-3, maps=True)'),
    (digit_pad, "digit_pad(model, examples)"),
    (digit_pad, 'digit_pad(model, examples, drawing="2.BnBnwg_-", right=1)'),
    (activation_explorer, 'activation_explorer("leaky ReLU", -0.5, leak=0.2)'),
    (softmax_explorer, "softmax_explorer((1, -2.5, 0, 5))"),
    (
        receptive_field_tracer,
        'receptive_field_tracer(networks, digit, network="one", layer=1, unit=(0, 7))',
    ),
]


# The call from the traits of a view.
WRITTEN = "export const written = (call, traits) => callText(call, (name) => traits[name]);"


def test_a_call_that_is_copied_is_the_call_that_opened_the_explorer(shown: Callable, call, data):
    asked = []
    for explorer, text in CALLS:
        name = explorer.__name__
        photos = ".photos." in explorer.__module__
        module = "helpers.explorers.photos.explorer" if photos else None
        named = {name: lambda *a, e=explorer, m=module, **k: shown(e, *a, module=m, **k)}
        view = view_of(eval(text, named | data).box)
        traits = {
            trait: getattr(view, trait, None)
            for argument in view.call["arguments"]
            for trait in argument.get("traits", ())
        }
        if name == "feature_map_explorer":  # the browser says which unit was picked
            traits["picked"] = None if view.strongest else view.unit
        asked.append(["written", view.call, traits])
    found = call("kit/call", *asked, more=WRITTEN)
    assert found == [text for _, text in CALLS]


def test_floats_are_written_as_they_are_meant(call):
    def explorer(a, *, b=0.5, c=None):
        pass

    described = call_of(explorer, a="x", b="y", c="z")
    values = [{"x": 0.1 + 0.2, "y": 0.5, "z": None}, {"x": True, "y": -1e-05, "z": [1, 2]}]
    found = call("kit/call", *(["written", described, one] for one in values), more=WRITTEN)
    assert found == ["explorer(0.3)", "explorer(True, b=-0.00001, c=(1, 2))"]
