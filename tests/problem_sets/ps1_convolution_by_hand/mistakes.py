"""Known mistakes of problem set 1: the answers, the points that are lost, words of the advice."""

from tests.problem_sets.ps1_convolution_by_hand.answers import COLUMNS, LAYER, SLIDE, changed

MUTATIONS = {  # the mistake: (answer, the points that it loses, words of the advice)
    # 1 cross-correlation
    "flipped": (
        changed("cross-correlate", "* kernel)", "* kernel[::-1, ::-1])"),
        ["correlate-flip"],
        "the kernel is flipped",
    ),
    "flipped by NumPy's name": (
        changed("cross-correlate", "* kernel)", "* np.flip(kernel))"),
        ["correlate-flip"],
        "the kernel is flipped",
    ),
    "turned upside down": (
        changed("cross-correlate", "* kernel)", "* kernel[::-1])"),
        ["correlate-flip"],
        "upside down",
    ),
    "the last place forgotten": (
        changed("cross-correlate", "(h - kh + 1, w - kw + 1)", "(h - kh, w - kw)"),
        ["correlate-size"],
        "the last place down",
    ),
    "as large as the picture": (
        {
            "cross-correlate": """
def cross_correlate(x, kernel):
    (h, w), (kh, kw) = x.shape, kernel.shape
    x = np.pad(x, (((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2)))
    return np.array([[(x[i:i + kh, j:j + kw] * kernel).sum() for j in range(w)]
                     for i in range(h)])
"""
        },
        ["correlate-size"],
        "hangs over the border",
    ),
    "the mean of the products": (
        changed("cross-correlate", ".sum()", ".mean()"),
        ["correlate-values"],
        "mean of the products",
    ),
    "a map of whole numbers": (
        changed("cross-correlate", "w - kw + 1))", "w - kw + 1), x.dtype)"),
        ["correlate-values"],
        "cut to whole numbers",
    ),
    "the patch alone added up": (
        changed("cross-correlate", " * kernel)", ")"),
        ["correlate-values", "correlate-flip"],
        "adds up the patch",
    ),
    "only square kernels": (  # the later answers do not call it here: it raises
        changed("cross-correlate", "w - kw + 1", "w - kh + 1")
        | {"slide": SLIDE, "layer": LAYER.replace("cross_correlate", "slide")},
        ["correlate-size", "correlate-values", "correlate-flip"],
        "could not be broadcast",
    ),
    # 2 padding
    "padded on one side": (
        changed("pad", "(h + 2 * padding, w + 2 * padding)", "(h + padding, w + padding)"),
        ["pad-size"],
        "at the top and the left only",
    ),
    "the padding shared out": (
        {"pad": "def pad(x, padding):\n    return np.pad(x, (padding // 2, -(-padding // 2)))"},
        ["pad-size"],
        "shared out",
    ),
    "only rows added": (
        {"pad": "def pad(x, padding):\n    return np.pad(x, ((padding, padding), (0, 0)))"},
        ["pad-size"],
        "only rows",
    ),
    "the border repeated": (
        {"pad": "def pad(x, padding):\n    return np.pad(x, padding, mode='edge')"},
        ["pad-values"],
        "repeated outwards",
    ),
    "the picture in the corner of its frame": (
        changed("pad", "[padding:padding + h, padding:padding + w]", "[:h, :w]"),
        ["pad-values"],
        "middle of the zeros",
    ),
    # 3 stride
    "the stride left out": (
        changed("slide", "x, (kh, kw) = pad", "stride, x, (kh, kw) = 1, pad"),
        ["slide-stride", "slide-leftover"],
        "the stride is left out",
    ),
    "the stride down only": (
        {
            "slide": """
def slide(x, kernel, padding=0, stride=1):
    return cross_correlate(pad(x, padding), kernel)[::stride]
"""
        },
        ["slide-stride", "slide-leftover"],
        "acts down only",
    ),
    "the picture thinned out first": (
        {
            "slide": """
def slide(x, kernel, padding=0, stride=1):
    return cross_correlate(pad(x, padding)[::stride, ::stride], kernel)
"""
        },
        ["slide-stride", "slide-leftover"],
        "thinned out",
    ),
    "the last step forgotten": (
        changed("slide", "(x.shape[0] - kh) // stride + 1, (x.shape[1] - kw) // stride + 1",
                "(x.shape[0] - kh) // stride, (x.shape[1] - kw) // stride"),
        ["slide-stride"],
        "the last place down",
    ),
    "a window that fits in part counted": (
        {
            "slide": """
def slide(x, kernel, padding=0, stride=1):
    x = pad(x, padding)
    missing = [-(n - k) % stride for n, k in zip(x.shape, kernel.shape)]
    x = np.pad(x, ((0, missing[0]), (0, missing[1])))
    return cross_correlate(x, kernel)[::stride, ::stride]
"""
        },
        ["slide-leftover"],
        "fits only in part",
    ),
    "no padding": (
        changed("slide", "pad(x, padding)", "x"),
        ["slide-padding"],
        "the padding is left out",
    ),
    "padding on one side of the sliding kernel": (
        changed("slide", "pad(x, padding)", "np.pad(x, (padding, 0))"),
        ["slide-padding"],
        "at the top and the left only",
    ),
    # 4 channels and bias
    "the first channel only": (
        changed("layer", "range(x.shape[2])", "range(1)"),
        ["layer-channels"],
        "only the first channel",
    ),
    "channels overwritten": (
        changed("layer", "total = total + ", "total = "),
        ["layer-channels"],
        "overwrites",
    ),
    "one slice for all channels": (
        changed("layer", "kernels[:, :, c, f]", "kernels[:, :, 0, f]"),
        ["layer-channels"],
        "slice of its own",
    ),
    "the mean over the channels": (
        changed("layer", "total + bias", "total / x.shape[2] + bias"),
        ["layer-channels"],
        "mean over the channels",
    ),
    "the first filter only": (
        changed("layer", "kernels[:, :, c, f]", "kernels[:, :, c, 0]"),
        ["layer-filters"],
        "with the first filter",
    ),
    "maps along the first axis": (
        changed("layer", "axis=-1", "axis=0"),
        ["layer-filters"],
        "channels come last",
    ),
    "all filters in one map": (
        changed("layer", "np.stack(maps, axis=-1)", "np.stack([sum(maps)], axis=-1)"),
        ["layer-filters"],
        "all filters end in one map",
    ),
    "no bias": (changed("layer", " + bias[f]", ""), ["layer-bias"], "the bias is left out"),
    "the bias in every product": (
        changed("layer", "bias[f]", "bias[f] * kernels[..., f].size"),
        ["layer-bias"],
        "added to every product",
    ),
    "the bias in every channel": (
        {"layer": LAYER.replace("c, f])", "c, f]) + bias[f]").replace("total + bias[f]", "total")},
        ["layer-bias"],
        "once for each channel",
    ),
    "the first bias for all": (
        changed("layer", "bias[f]", "bias[0]"),
        ["layer-bias"],
        "first bias",
    ),
    # 5 pooling
    "the mean of the window": (
        changed("max-pool", ".max(", ".mean("),
        ["pool-windows"],
        "the mean",
    ),
    "steps of one pixel": (
        changed("max-pool", "h, w, channels = x.shape", "h, w, channels = x.shape\n    stride = 1"),
        ["pool-windows"],
        "steps of one pixel",
    ),
    "steps as large as the window": (
        changed(
            "max-pool", "h, w, channels = x.shape", "h, w, channels = x.shape\n    stride = size"
        ),
        ["pool-steps"],
        "its own size",
    ),
    "the largest of all channels": (
        changed("max-pool", ".max(axis=(0, 1))", ".max()"),
        ["pool-channels"],
        "largest of all channels",
    ),
    "leftovers filled up with zeros": (
        changed("max-pool", "h, w, channels = x.shape",
                "x = np.pad(x, (*((0, -(n - size) % stride) for n in x.shape[:2]), (0, 0)))\n"
                "    h, w, channels = x.shape"),
        ["pool-steps"],
        "filled up with zeros",
    ),
    "windows cut off at the border": (
        changed("max-pool", "((h - size) // stride + 1, (w - size) // stride + 1, channels)",
                "(-(-(h - size) // stride) + 1, -(-(w - size) // stride) + 1, channels)"),
        ["pool-steps"],
        "fit only in part",
    ),
    "the search starts at 0": (
        changed("max-pool", "(0, 1))", "(0, 1), initial=0)"),
        ["pool-steps"],
        "starts at 0",
    ),
    # 6 one matrix product
    "patches as rows": (
        changed("im2col", "np.stack(patches, axis=1)", "np.stack(patches)"),
        ["im2col-patches"],
        "each patch is a row",
    ),
    "places down first": (
        {
            "im2col": COLUMNS.replace("for i in range(h - kh + 1):", "for J", 1)
            .replace("for j in range(w - kw + 1):", "for i in range(h - kh + 1):")
            .replace("for J", "for j in range(w - kw + 1):")
        },
        ["im2col-patches"],
        "column by column",
    ),
    "channels one after the other, in rows and columns": (
        {
            "im2col": COLUMNS.replace("+ kw].ravel()", "+ kw].transpose(2, 0, 1).ravel()")
            .replace("kernels.reshape", "kernels.transpose(2, 0, 1, 3).reshape")
        },
        ["im2col-order"],
        "one channel after the other",
    ),
    "rows in another order than the columns": (
        changed("im2col", "kernels.reshape", "kernels.transpose(2, 0, 1, 3).reshape"),
        ["im2col-product"],
        "in the order in which your columns",
    ),
    "rows that mix the filters": (
        changed("im2col", "kernels.reshape(-1, kernels.shape[3]).T",
                "kernels.reshape(kernels.shape[3], -1)"),
        ["im2col-product"],
        "weights of several filters",
    ),
    "filters as columns": (
        changed("im2col", "kernels.shape[3]).T", "kernels.shape[3])"),
        ["im2col-product"],
        "Each filter is a column",
    ),
    # 7 find the filter
    "the pattern itself": (
        changed("detector", "pattern - pattern.mean()", "pattern"),
        ["detector-plain"],
        "no weights that hold against light",
    ),
    "the detector turned": (
        changed("detector", "pattern - pattern.mean()", "(pattern - pattern.mean())[::-1, ::-1]"),
        ["detector-finds"],
        "turned by half a turn",
    ),
    "the detector mirrored": (
        changed("detector", "pattern - pattern.mean()", "np.fliplr(pattern) - pattern.mean()"),
        ["detector-finds"],
        "in a mirror",
    ),
    "the answer taken for the kernel": (
        changed("find-kernel", "answer[::-1, ::-1]", "answer"),
        ["kernel-behind"],
        "",
    ),
    "the answer only mirrored": (
        changed("find-kernel", "answer[::-1, ::-1]", "answer[:, ::-1]"),
        ["kernel-behind"],
        "half of the way",
    ),
}  # fmt: skip
