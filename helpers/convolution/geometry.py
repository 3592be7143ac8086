"""Sizes along one axis: how long is the output, what is padded, what is left over?

One notation throughout: input n, kernel k, padding p per side, stride s, dilation d.
Every function here looks at a single axis; an image has two of them and they do not mix.
"""

from .axes import Padding, at_least


def dilated_size(k: int, dilation: int = 1) -> int:
    """Length that a kernel of k taps covers when they are ``dilation`` apart.

    d(k − 1) + 1  (Dumoulin & Visin, "A guide to convolution arithmetic", section 5.1)

    Parameters
    ----------
    k : int
        Number of taps of the kernel.
    dilation : int
        Distance between two neighbouring taps; 1 is the ordinary kernel.

    Returns
    -------
    int
        Length in pixels.

    Raises
    ------
    ValueError
        If an argument is not a positive integer.
    """
    k, dilation = at_least("k", k, 1), at_least("dilation", dilation, 1)
    return dilation * (k - 1) + 1


def same_padding(n: int, k: int, *, stride: int = 1, dilation: int = 1) -> tuple[int, int]:
    """Zeros that Keras and TensorFlow add before and after for ``padding="same"``.

    The output gets ⌈n/s⌉ values, so the padded input needs (⌈n/s⌉ − 1)s + d(k − 1) + 1.
    Half of what is missing goes in front; an odd one out goes behind, to the bottom or the right
    (TensorFlow's documentation of ``tf.nn``, "Notes on padding").

    Parameters
    ----------
    n, k : int
        Lengths of the input and of the kernel.
    stride, dilation : int
        Step of the kernel; distance of its taps.

    Returns
    -------
    tuple[int, int]
        Padding (before, after), in pixels.

    Raises
    ------
    ValueError
        If an argument is not a positive integer.
    """
    n, stride = at_least("n", n, 1), at_least("stride", stride, 1)
    positions = -(-n // stride)
    missing = max((positions - 1) * stride + dilated_size(k, dilation) - n, 0)
    return missing // 2, missing - missing // 2


def padding_sides(
    padding: Padding, n: int, k: int, *, stride: int = 1, dilation: int = 1
) -> tuple[int, int]:
    """Padding before and after, from any of the ways to ask for it.

    Parameters
    ----------
    padding : int, (int, int), "valid" or "same"
        The same number on both sides; (before, after); none; or what Keras calls "same".
    n, k, stride, dilation : int
        The rest of the geometry; it matters for "same" only.

    Returns
    -------
    tuple[int, int]
        Padding (before, after), in pixels.

    Raises
    ------
    ValueError
        If ``padding`` is none of these.
    """
    if isinstance(padding, str):
        if padding == "valid":
            return 0, 0
        if padding == "same":
            return same_padding(n, k, stride=stride, dilation=dilation)
        raise ValueError(f"padding is {padding!r}; as a word it can be 'valid' or 'same'")
    if isinstance(padding, tuple | list):
        if len(padding) != 2:
            raise ValueError(f"padding is {padding!r}; along one axis it is (before, after)")
        before, after = padding
        return at_least("padding", before, 0), at_least("padding", after, 0)
    return (at_least("padding", padding, 0),) * 2


def output_size(n: int, k: int, *, padding: Padding = 0, stride: int = 1, dilation: int = 1) -> int:
    """Length of a convolution's output along one axis.

    ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1  (Dumoulin & Visin, "A guide to convolution arithmetic",
    relationship 15); where the two sides differ, before + after stands for 2p.

    Parameters
    ----------
    n, k : int
        Lengths of the input and of the kernel (or of the pooling window).
    padding : int, (int, int), "valid" or "same"
        Pixels added per side.
    stride, dilation : int
        Step of the kernel; distance of its taps.

    Returns
    -------
    int
        Number of positions that the kernel takes.

    Raises
    ------
    ValueError
        If the dilated kernel is longer than the padded input, or a length is not a positive
        integer; the message names the argument, what it was and what would fit.

    Examples
    --------
    >>> output_size(28, 5)
    24
    >>> output_size(227, 11, stride=4)
    55
    """
    spare = _spare(n, k, padding, stride, dilation)
    return spare // at_least("stride", stride, 1) + 1


def leftover(n: int, k: int, *, padding: Padding = 0, stride: int = 1, dilation: int = 1) -> int:
    """Pixels at the end of the padded input that no window reaches.

    It is the remainder of the division in `output_size`: the kernel would have to stop part-way
    through its last step.

    Parameters
    ----------
    n, k, padding, stride, dilation
        As for `output_size`.

    Returns
    -------
    int
        Number of rows or columns, from 0 to stride − 1.

    Examples
    --------
    >>> leftover(11, 2, stride=2)
    1
    """
    return _spare(n, k, padding, stride, dilation) % stride


def unreached(
    n: int, k: int, *, padding: Padding = 0, stride: int = 1, dilation: int = 1
) -> tuple[int, ...]:
    """Indices of the padded input that no tap of the kernel ever touches.

    These are the leftover at the end, and also gaps in between: where the stride is longer than
    the kernel, or where the dilation jumps over a pixel in every position.

    Parameters
    ----------
    n, k, padding, stride, dilation
        As for `output_size`.

    Returns
    -------
    tuple[int, ...]
        Indices in ascending order; 0 is the first row of the padded input.

    Examples
    --------
    >>> unreached(7, 2, stride=3)
    (2, 5, 6)
    """
    positions = output_size(n, k, padding=padding, stride=stride, dilation=dilation)
    touched = {i * stride + tap * dilation for i in range(positions) for tap in range(k)}
    padded = n + sum(padding_sides(padding, n, k, stride=stride, dilation=dilation))
    return tuple(row for row in range(padded) if row not in touched)


def _spare(n: int, k: int, padding: Padding, stride: int, dilation: int) -> int:
    """How far the kernel can move: the padded input less the dilated kernel."""
    n, k = at_least("n", n, 1), at_least("k", k, 1)
    stride, dilation = at_least("stride", stride, 1), at_least("dilation", dilation, 1)
    before, after = padding_sides(padding, n, k, stride=stride, dilation=dilation)
    padded, covered = n + before + after, dilated_size(k, dilation)
    if covered > padded:
        longest = (padded - 1) // dilation + 1
        raise ValueError(
            f"the kernel does not fit: k = {k} with dilation {dilation} covers {covered}, "
            f"the padded input has {padded}; use k of at most {longest} "
            f"or {covered - padded} more padding in all"
        )
    return padded - covered
