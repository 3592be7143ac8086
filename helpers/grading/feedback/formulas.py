"""Formulas in LaTeX as MathML: a browser shows them without a script and without a network."""

from __future__ import annotations

from html import escape, unescape
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import Converter

LONGEST = 2000  # characters; a longer one stays as it was written
# A macro may call itself.
_MACROS = ("newcommand", "renewcommand", "providecommand", "\\def", "\\let")

# What latex2mathml writes, links and classes apart.
TAGS = set(
    "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none".split()
)
ATTRIBUTES = set(
    "accent columnalign columnlines columnspacing depth display displaystyle fence form height "
    "linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize "
    "movablelimits notation rowalign rowlines rowspacing rspace scriptlevel separator stretchy "
    "voffset width".split()
)


def as_mathml(latex: str, *, display: bool = False) -> str | None:
    """The formula as an element ``<math>``, or None where LaTeX cannot be read.

    Parameters
    ----------
    latex
        Without its dollar signs.
    display
        Whether it stands on a line of its own.
    """
    if len(latex) > LONGEST or any(macro in latex for macro in _MACROS):
        return None
    try:
        formula = Converter(display="block" if display else "inline").convert_to_element(latex)
        return tostring(_plain(formula), encoding="unicode")
    except Exception:  # its own errors, and whatever else a half-written formula makes of it
        return None


def typeset(latex: str, *, display: bool = False, written: str) -> str:
    """The formula as MathML, or else as it was ``written``, as code."""
    return as_mathml(latex, display=display) or f"<code>{escape(written)}</code>"


def _plain(formula: Element) -> Element:
    """Characters in the place of entities, and no tag or attribute but the known ones."""
    for element in formula.iter():
        if element.tag not in TAGS:
            element.tag = "mrow"
        element.text = unescape(element.text) if element.text else element.text
        for name in set(element.attrib) - ATTRIBUTES:
            del element.attrib[name]
    return formula
