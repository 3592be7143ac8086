"""Colours of every picture: they read on a light and on a dark page.

`POSITIVE` and `NEGATIVE` are the one pair for signed numbers: in maps, in cells, in tables, and in
the browser (``explorers/kit/style.css``).
"""

GREY = "#777b84"
BLUE = "#4a86cf"
ORANGE = "#dd6b10"
PINK = "#d6409f"

# The colours of the light theme; a cell carries its own background, so that it reads on both.
PAPER, INK, MIDDLE = (255, 255, 255), (20, 24, 31), (246, 246, 244)
POSITIVE, NEGATIVE = (217, 95, 2), (44, 111, 187)
