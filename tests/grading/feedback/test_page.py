"""What of a graded notebook reaches the student."""

import base64
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from helpers.grading.feedback.page import GiveBackHandedIn
from helpers.grading.preprocessors.handed_in_outputs import SetOutputsAside
from tests.grading.course import nbgrader_metadata

HIDDEN = 'assert double(21) == 42, f"double goes wrong for {double(21)}"'
SOURCE = f"""assert double(1) == 2, "one doubled is two"
### BEGIN HIDDEN TESTS
{HIDDEN}
### END HIDDEN TESTS"""


def feedback(*cells):
    notebook, _ = GiveBackHandedIn().preprocess(new_notebook(cells=list(cells)), {})
    return notebook.cells


def locked_cell(*outputs):
    about = nbgrader_metadata("double-it", grade=True, locked=True, points=1)
    return new_code_cell(SOURCE, metadata=about, outputs=list(outputs))


def failed(message, name="AssertionError"):
    return new_output("error", ename=name, evalue=message, traceback=[f"----> 3 {HIDDEN}"])


def printed(text):
    return new_output("stream", name="stdout", text=text)


def said(*outputs):
    """What the student reads below the test."""
    (cell,) = feedback(locked_cell(*outputs))
    return ["\n".join(output.traceback) for output in cell.outputs]


def test_the_hidden_region_becomes_a_comment():
    (cell,) = feedback(locked_cell())
    assert cell.source == f"{SOURCE.splitlines()[0]}\n{GiveBackHandedIn.instead}"


def test_a_cell_has_the_outputs_that_it_was_handed_in_with():
    cell = new_code_cell("double(4)", outputs=[printed("8"), failed("not yet")])
    handed_in = list(cell.outputs)
    cell, _ = SetOutputsAside().preprocess_cell(cell, {}, 0)
    assert cell.outputs == []
    cell.outputs = [printed(HIDDEN)]  # of the run
    assert feedback(cell)[0].outputs == handed_in


def test_an_output_that_is_none_is_left_out():
    cell = new_code_cell("1", outputs=[printed("8")])
    cell.outputs += [{"output_type": "display_data"}, {"output_type": "stream", "text": 5}]
    cell, _ = SetOutputsAside().preprocess_cell(cell, {}, 0)
    assert feedback(cell)[0].outputs == [printed("8")]


def test_a_cell_that_had_none_gets_none_of_the_run():
    assert feedback(new_code_cell("1", outputs=[printed("x")]))[0].outputs == []


def test_the_advice_of_a_test_stays_and_its_traceback_goes():
    assert said(failed("one doubled is two")) == ["AssertionError: one doubled is two"]
    assert said(failed("double goes wrong for 40")) == ["AssertionError: double goes wrong for 40"]


def test_what_was_printed_during_a_test_goes():
    assert said(printed("called with 21"), failed("")) == ["AssertionError"]
    assert said(printed("called with 21")) == []


@pytest.mark.parametrize(
    "text",
    [HIDDEN[::-1], base64.b64encode(HIDDEN.encode()).decode(), HIDDEN.encode().hex(), HIDDEN,
     " ".join(HIDDEN), str(int.from_bytes(HIDDEN.encode(), "big")), HIDDEN.upper()],
)  # fmt: skip
@pytest.mark.parametrize("message", ["{}", "double goes wrong for {}", "one doubled is two {}"])
def test_no_text_that_a_student_made_comes_along(text, message):
    """A value of a student's may be any text; known words of it are left, and one number."""
    (line,) = said(failed(message.format(text)))
    line = line.replace("double goes wrong for", "").replace("one doubled is two", "")
    known = {"AssertionError", *re.findall(r"\w+", SOURCE.splitlines()[0])}
    left = set(re.findall(r"\w+", line)) - known
    assert left in (set(), {"21"}, {"12"}, {"4"})


@pytest.mark.parametrize("name", ["NameError", "SystemExit"])
def test_of_any_other_exception_the_name_is_told(name):
    assert said(failed(HIDDEN[::-1], name)) == [name]


def test_the_name_of_a_students_exception_is_not_told():
    assert said(failed("", base64.b32encode(HIDDEN.encode()).decode())) == ["Exception"]
    assert said(failed("", "open")) == ["Exception"]  # a function


def test_what_ended_the_run_is_explained_once_and_with_the_seconds_that_a_cell_has():
    notebook = new_notebook(
        cells=[
            locked_cell(failed(f"stopped in cell 2: {HIDDEN}", "CellTimeoutError")),
            locked_cell(failed("", "CellTimeoutError")),
            locked_cell(failed("", "MissingNotebook")),
        ]
    )
    page = GiveBackHandedIn(config=Config(Execute={"timeout": 120}))
    cells = page.preprocess(notebook, {})[0].cells
    assert [cell.outputs[0].traceback[0] for cell in cells] == [
        "A cell was still running after 120 seconds and was stopped. Is there a loop that never "
        "ends? What stands below it did not run.",
        "Not run, for the reason given above.",
        "This notebook was not handed in.",
    ]


def test_a_second_error_of_a_cell_is_not_told():
    assert said(failed("one doubled is two"), failed("double goes wrong for 7")) == [
        "AssertionError: one doubled is two"
    ]


def test_a_mark_scheme_leaves_no_trace():
    task = "Explain.\n### BEGIN MARK SCHEME\n2 points for the floor\n### END MARK SCHEME"
    (cell,) = feedback(new_markdown_cell(task))
    assert cell.source == "Explain."
