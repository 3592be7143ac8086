"""Formulas set by KaTeX when the site is made, so that a page needs no script for them."""

from __future__ import annotations

import json
from pathlib import Path

from bs4 import BeautifulSoup

from helpers.upkeep.site.assets import run_node

SETTER = Path(__file__).with_name("web") / "formulas.mjs"


def set_formulas(page: BeautifulSoup) -> None:
    """Put set formulas in place of the elements ``cnn-formula``, which hold their TeX.

    Parameters
    ----------
    page
        It is changed.

    Raises
    ------
    RuntimeError
        If KaTeX cannot read a formula; the message has the formula.
    """
    found = page.find_all("cnn-formula")
    sent = [{"tex": one.get_text(), "display": one.has_attr("display")} for one in found]
    for tag, markup in zip(found, json.loads(run_node(SETTER, json.dumps(sent))), strict=True):
        tag.replace_with(BeautifulSoup(markup, "html.parser"))
