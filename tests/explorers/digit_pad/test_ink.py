import numpy as np

# Lines from one point to another with a pen of some size, on an empty square.
DRAWN = """
export function drawn(side, ...lines) {
    const ink = new Uint8Array(side * side);
    for (const [from, to, pen] of lines) drawLine(ink, from, to, side, pen);
    return ink;
}"""


def test_the_pen_puts_ink_along_its_line_and_nowhere_else(call):
    (ink,) = call(
        "digit_pad/ink", ["drawn", 40, [[5, 20], [35, 20], 3], [[20, 0], [20, 0], 2]], more=DRAWN
    )
    ink = np.array(ink).reshape(40, 40)
    assert (ink[20, 5:36] == 255).all() and (ink[18:23, 10] == 255).all()
    assert (ink[:16, :15] == 0).all() and (ink[25:] == 0).all()
    assert ink[0, 20] == 255 and ink[4, 20] == 0
