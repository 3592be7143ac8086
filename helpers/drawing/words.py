"""Numbers and sentences as the explorers say them in the browser, too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

# Halves are rounded away from zero, as the browser does; a float has at most 767 digits.
_EXACT = Context(prec=800, rounding=ROUND_HALF_UP)


def fixed(value: float, digits: int) -> str:
    """A number for people: a true minus sign, just ``digits`` decimals.

    Examples
    --------
    >>> fixed(-0.125, 2), fixed(12, 1)
    ('−0.13', '12.0')
    """
    rounded = Decimal(float(value)).quantize(Decimal(1).scaleb(-digits), context=_EXACT)
    return f"{rounded if rounded else abs(rounded):f}".replace("-", "−")


def number(value: float, digits: int = 2) -> str:
    """A number for people: a true minus sign, at most ``digits`` decimals, no zeros at the end.

    Examples
    --------
    >>> number(0.470, 3), number(3.0)
    ('0.47', '3')
    """
    text = fixed(value, digits)
    return text.rstrip("0").rstrip(".") if digits else text


def percent(part: float, digits: int = 1) -> str:
    """A part of a whole as a percentage.

    Examples
    --------
    >>> percent(1 / 8)
    '12.5 %'
    """
    return f"{number(100 * part, digits)} %"


def short(value: float, digits: int = 2) -> str:
    """A number of any size in few characters: 0.5, 0.0003, 2e−5.

    Parameters
    ----------
    value : float
    digits : int
        How many digits count, from the first that is not 0.
    """
    exact = Decimal(float(value))
    if not exact:
        return "0"
    last = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    rounded = exact.quantize(last, context=_EXACT)
    if abs(value) >= 1e-4:
        return f"{rounded.normalize(_EXACT):f}".replace("-", "−")
    power = rounded.adjusted()
    mantissa = f"{rounded.scaleb(-power):f}".replace("-", "−")
    whole, _, decimals = mantissa.partition(".")
    return f"{mantissa if decimals.strip('0') else whole}e−{-power}"


def count_of(count: int, name: str) -> str:
    """A number of things: "1 row", "2 rows"."""
    return f"{count} {name}{'' if count == 1 else 's'}"


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
        count_of(len(missed), name)
        for missed, name in zip(unreached, ("row", "column"), strict=True)
        if missed
    ]
    return f"No window reaches {' and '.join(parts)}." if parts else otherwise
