"""Numbers and sentences as the explorers say them in the browser, too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal


def number(value: float, digits: int = 2) -> str:
    """A number for people: a true minus sign, at most ``digits`` decimals, no zeros at the end.

    Halves are rounded away from zero.

    Parameters
    ----------
    value : float
    digits : int
        Decimals at most.

    Examples
    --------
    >>> number(-0.125), number(3.0)
    ('−0.13', '3')
    """
    # As the browser rounds.
    exact = Context(prec=400, rounding=ROUND_HALF_UP)
    rounded = Decimal(float(value)).quantize(Decimal(1).scaleb(-digits), context=exact)
    text = f"{rounded:f}".rstrip("0").rstrip(".") if digits else f"{rounded:f}"
    return "0" if text == "-0" else text.replace("-", "−")


def not_reached(unreached: Sequence[Sequence[int]], otherwise: str) -> str:
    """How many rows and columns no window reaches; ``otherwise`` where there are none.

    Parameters
    ----------
    unreached : (rows, columns)
        Their positions.
    otherwise : str
        A sentence.

    Examples
    --------
    >>> not_reached([(5,), ()], "Every row and column is reached.")
    'No window reaches 1 row.'
    """
    parts = [
        f"{len(missed)} {name}{'s' if len(missed) > 1 else ''}"
        for missed, name in zip(unreached, ("row", "column"), strict=True)
        if missed
    ]
    return f"No window reaches {' and '.join(parts)}." if parts else otherwise
