"""Formulas become MathML of known tags; what cannot be read stays as it was written."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from helpers.grading.feedback.clean_html import clean_html
from helpers.grading.feedback.clean_markdown import clean_markdown2html
from helpers.grading.feedback.formulas import LONGEST, as_mathml

PIECES = [
    *"{}[]()^_&$<>'\"ab12 \\",
    *r"\frac \sqrt \left \right \text \href \style \class \begin{matrix} \end{matrix} \\".split(),
    *r"&lt;script&gt; <script>alert(1)</script> \newcommand \color{red}".split(),
]


@pytest.mark.parametrize(
    ("latex", "tags", "text"),
    [
        (r"\lfloor \frac{n + 2p - k}{s} \rfloor + 1", ["mfrac"], "⌊n+2p−ks⌋+1"),
        (r"\sqrt{a(1 - a)/n}", ["msqrt"], "a(1−a)/n"),
        (r"w_{ij}^2", ["msubsup"], "wij2"),
        (r"1 < 2", [], "1<2"),
        (r"\begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix}", ["mtable", "mtr", "mtd"], "1234"),
    ],
)
def test_a_formula_is_drawn_by_the_browser_itself(latex, tags, text):
    formula = BeautifulSoup(as_mathml(latex, display=True), "html.parser").math
    assert formula["display"] == "block"
    assert formula.get_text() == text
    assert all(formula.find(tag) for tag in tags)


@pytest.mark.parametrize("latex", ["x_{", r"\newcommand{\a}{\a\a}\a", "x" * (LONGEST + 1)])
def test_what_cannot_be_read_stays_as_it_was_written(latex):
    assert as_mathml(latex) is None
    assert f"<code>${latex}$</code>" in clean_markdown2html({}, f"so ${latex}$ it is")


def test_links_styles_and_classes_of_a_formula_are_dropped():
    html = as_mathml(r"\href{javascript:alert(1)}{x} \style{position:fixed}{y} \class{score}{z}")
    assert BeautifulSoup(html, "html.parser").get_text() == "xyz"
    assert not any(word in html for word in ("href", "style=", "class"))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_formula_brings_more_than_formulas(latex):
    html = as_mathml(latex) or ""
    assert "<script" not in html
    assert clean_html(clean_html(html)) == clean_html(html)
