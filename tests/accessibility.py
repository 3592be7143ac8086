"""What axe-core finds wrong with a page."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.paths import COURSE

AXE = COURSE / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async ([include, exclude]) => {
    // Without preload it does not ask for the style sheets again, which a file may not.
    const options = { resultTypes: ['violations'], preload: false };
    const { violations } = await axe.run({ include, exclude }, options);
    return violations.flatMap(({ id, impact, nodes }) =>
        nodes.map(one => `${id} (${impact}): ${one.html.slice(0, 160)} ${one.failureSummary}`));
}"""


def violations(page: Page, *include: str, exclude: tuple[str, ...] = ()) -> list[str]:
    """One line for each element and rule that it breaks, of any impact.

    Parameters
    ----------
    page
        It gets axe-core from this project's packages, once.
    *include
        Selectors of what is looked at; the whole page by default.
    exclude
        Selectors of what is left out.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN, [list(include) or ["html"], list(exclude)])
