"""What of a graded notebook reaches the student."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.grading.feedback.page import HideHiddenTests

SOURCE = """assert double(1) == 2
### BEGIN HIDDEN TESTS
assert double(21) == 42
assert double(1) == 2
### END HIDDEN TESTS"""


def feedback(*cells):
    notebook, _ = HideHiddenTests().preprocess(new_notebook(cells=list(cells)), {})
    return notebook.cells


def failed(traceback):
    return new_output("error", ename="AssertionError", evalue="not for 0", traceback=traceback)


def printed(text):
    return new_output("stream", name="stdout", text=text)


def test_the_hidden_region_becomes_a_comment():
    (cell,) = feedback(new_code_cell(SOURCE))
    assert cell.source == f"assert double(1) == 2\n{HideHiddenTests.instead}"


def test_the_message_of_a_hidden_test_stays_and_its_traceback_goes():
    (cell,) = feedback(new_code_cell(SOURCE, outputs=[failed(["----> 3 assert double(21) == 42"])]))
    assert [output.traceback for output in cell.outputs] == [["AssertionError: not for 0"]]


def test_what_was_printed_during_a_hidden_test_goes():
    (cell,) = feedback(new_code_cell(SOURCE, outputs=[printed("called with 21"), failed([])]))
    assert [output.output_type for output in cell.outputs] == ["error"]


def test_a_cell_that_quotes_a_hidden_test_loses_that_output():
    quotes = [
        printed("3: assert double(21) == 42"),
        new_output("display_data", {"text/html": "<pre>assert double(21) == 42</pre>"}),
        failed(["\x1b[32massert\x1b[39m double(21) == 42"]),
        printed('["assert double(21) == 42\\n", "### END"]'),
    ]
    _hidden, cell = feedback(new_code_cell(SOURCE), new_code_cell("show()", outputs=quotes))
    assert all("left out" in output.text for output in cell.outputs)


def test_other_outputs_stay_as_they_are():
    outputs = [printed("assert double(1) == 2"), failed(["----> 1 assert double(1) == 2"])]
    _hidden, cell = feedback(new_code_cell(SOURCE), new_code_cell("test()", outputs=outputs))
    assert cell.outputs == outputs


def test_a_mark_scheme_leaves_no_trace():
    task = "Explain.\n### BEGIN MARK SCHEME\n2 points for the floor\n### END MARK SCHEME"
    (cell,) = feedback(new_markdown_cell(task))
    assert cell.source == "Explain."
