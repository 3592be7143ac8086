"""Right answers of problem set 1, in which a test exchanges one piece."""

CORRELATE = """
def cross_correlate(x, kernel):
    (h, w), (kh, kw) = x.shape, kernel.shape
    y = np.zeros((h - kh + 1, w - kw + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = (x[i:i + kh, j:j + kw] * kernel).sum()
    return y
"""
PAD = """
def pad(x, padding):
    h, w = x.shape
    framed = np.zeros((h + 2 * padding, w + 2 * padding))
    framed[padding:padding + h, padding:padding + w] = x
    return framed
"""
SLIDE = """
def slide(x, kernel, padding=0, stride=1):
    x, (kh, kw) = pad(x, padding), kernel.shape
    rows, columns = (x.shape[0] - kh) // stride + 1, (x.shape[1] - kw) // stride + 1
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            y[i, j] = (x[top:top + kh, left:left + kw] * kernel).sum()
    return y
"""
LAYER = """
def layer(x, kernels, bias):
    maps = []
    for f in range(kernels.shape[3]):
        total = 0
        for c in range(x.shape[2]):
            total = total + cross_correlate(x[:, :, c], kernels[:, :, c, f])
        maps.append(total + bias[f])
    return np.stack(maps, axis=-1)
"""
POOL = """
def max_pool(x, size, stride):
    h, w, channels = x.shape
    y = np.zeros(((h - size) // stride + 1, (w - size) // stride + 1, channels))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            window = x[i * stride:i * stride + size, j * stride:j * stride + size]
            y[i, j] = window.max(axis=(0, 1))
    return y
"""
COLUMNS = """
def im2col(x, kh, kw):
    h, w, c = x.shape
    patches = []
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            patches.append(x[i:i + kh, j:j + kw].ravel())
    return np.stack(patches, axis=1)

def filters_to_rows(kernels):
    return kernels.reshape(-1, kernels.shape[3]).T
"""
DETECTOR = "detector = pattern - pattern.mean()"
BEHIND = """
def kernel_behind(answer):
    return answer[::-1, ::-1]
"""
RIGHT = {
    "cross-correlate": CORRELATE,
    "pad": PAD,
    "slide": SLIDE,
    "layer": LAYER,
    "max-pool": POOL,
    "im2col": COLUMNS,
    "detector": DETECTOR,
    "find-kernel": BEHIND,
}


def changed(cell, old, new):
    assert old in RIGHT[cell]
    return {cell: RIGHT[cell].replace(old, new)}
