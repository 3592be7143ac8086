"""The page about a class: its figures, what the tests said, and nobody's name unless asked."""

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest

from tests.chromium import chromium
from tests.grading.course import NAME
from tests.grading.reporting.marked_class import POINTS, SLIP, mark

STUDENTS = [*POINTS, "eve"]


class Text(HTMLParser):
    """The cells of a page's tables, row by row, and everything else that is read."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.text, self._inside = [], "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag):
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data):
        self.text += data
        if self._inside:
            self.rows[-1][-1] += data.strip()

    def row(self, *begins):
        return next(row for row in self.rows if row[: len(begins)] == list(begins))


@pytest.fixture
def a_test_that_advises(course, monkeypatch):
    """The gradebook's test says what the slip is, as the course's own tests do."""
    with course.gradebook() as gradebook:
        cell = gradebook.find_source_cell("add-hidden", NAME, NAME)
        cell.source = f'assert add(-5, 7) == 2, f"{SLIP.format("{add(-5, 7)}")}"'
        gradebook.db.commit()


@pytest.fixture
def page(course, a_test_that_advises, command):
    """Write the page with some options; its HTML."""
    mark(course)

    def page(*options):
        said = command("report", *options)
        file = re.match(r"(reports/\S+\.html)", said)[1]
        return (course.root / file).read_text()

    return page


def test_each_question_has_its_statistics(page):
    read = Text(page(NAME, "--page"))
    # the points of add are 3, 1, 1, 0 and those of the rest 7, 6, 2, 0
    assert read.row("add")[:4] == ["add", "3", "42 %", ""]
    assert read.row("add")[4:7] == ["82 %", "very good", "100 %"]  # both rank the class alike
    assert read.row("words")[1:3] == ["4", "56 %"]
    assert "Mean 5, median 5 of 10 points" in read.text
    assert re.search(r"5\s+students\s+4\s+handed in\s+1\s+missing\s+0\s+late", read.text)


def test_what_waits_for_a_reader_is_in_no_figure(course, a_test_that_advises, command):
    unread = {**POINTS, "cat": ((1, 0, 0), None, 11)}
    mark(course, unread)
    command("report", NAME, "--page")
    read = Text((course.root / "reports" / f"{NAME}.html").read_text())
    assert "not read yet in 1 submissions" in read.row("words")[2]
    assert "of 6 points" in read.text and "1 wait for a reader" in read.text


def test_when_they_handed_in_is_seen_from_the_due_date(course, page):
    due = datetime(2026, 3, 1, 23, 59)
    times = {"ada": due - timedelta(days=9), "bob": due, "cat": due + timedelta(seconds=1)}
    assert "handed in, seen from" not in page(NAME, "--page")
    with course.gradebook() as gradebook:
        gradebook.find_assignment(NAME).duedate = due
        for student, time in times.items():
            gradebook.find_submission(NAME, student).timestamp = time
        gradebook.db.commit()
    text = " ".join(Text(page(NAME, "--page")).text.split())
    assert "1 earlier 0 in the last three days 0 in the last day 1 in the last hour" in text
    assert "1 after it 1 at a time that nobody said" in text  # dan's
    assert "a notebook keeps no times" in text


def test_advice_is_counted_without_the_numbers_in_which_it_differs(page):
    read = Text(page(NAME, "--page"))
    advice = next(row for row in read.rows if row[0] == "add-hidden")
    assert advice[1:3] == [SLIP.format("…"), "2"]
    assert "DeadKernelError" not in read.text  # no test said that


def test_nobody_is_named_unless_asked(page):
    for options in ((NAME, "--page"), ()):
        assert not [s for s in STUDENTS if re.search(rf"\b{s}\b", Text(page(*options)).text)]
    read = Text(page(NAME, "--names"))
    assert read.row("eve")[1] == "nothing handed in"
    assert read.row("cat")[1] == "3 of 10 points"
    assert not [row for row in read.rows if row[0] in ("ada", "bob")]
    assert read.row("dan")[1] == "0 of 10 points"


def test_a_page_over_all_sets(page):
    read = Text(page("--names"))
    assert read.row(NAME)[1:] == ["5", "4", "1", "0", "4", "0", "10", "5", "5", "0.92"]
    assert read.row("eve")[1] == f"{NAME}: nothing handed in"
    assert read.row("cat")[1] == f"{NAME}: 30% of the points"


def test_a_set_that_is_not_there_is_refused(command):
    assert "does not know 'other'" in command("report", "other", "--page", fails=True)


def test_before_anything_is_handed_in_there_is_a_page_too(course, command):
    command("report", NAME, "--page")
    read = Text((course.root / "reports" / f"{NAME}.html").read_text())
    assert "nothing graded yet" in read.row("add")[2]
    command("report")


@pytest.mark.browser
def test_a_browser_shows_it_without_a_request_and_without_scrolling_sideways(page, course):
    page(NAME, "--names")
    asked, said = [], []
    with chromium() as browser:
        for scheme, paper in {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 31)"}.items():
            shown = browser.new_page(color_scheme=scheme, viewport={"width": 900, "height": 800})
            shown.on("request", lambda request: asked.append(request.url))
            shown.on("console", lambda message: said.append(message.text))
            shown.goto((course.root / "reports" / f"{NAME}.html").as_uri())
            assert shown.evaluate("document.documentElement.scrollWidth") <= 900
            assert paper == shown.evaluate("getComputedStyle(document.body).backgroundColor")
            shown.keyboard.press("Tab")
            assert shown.evaluate("document.activeElement.textContent") == "To the content"
        shown.set_viewport_size({"width": 360, "height": 800})  # a phone
        assert shown.evaluate("document.documentElement.scrollWidth") <= 360
        edges = "fields => fields.map(field => field.getBoundingClientRect().right)"
        drawn = shown.locator(".map .field").evaluate_all(edges)
        assert drawn and max(drawn) <= 360
    assert len(asked) == 2 and not said
