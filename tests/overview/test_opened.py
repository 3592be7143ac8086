"""What the server says of the language of a notebook."""

import sys

import nbformat
import pytest

from helpers.overview.opened import say_language


def model(kernel="python3", **metadata):
    """A notebook as the contents API has it."""
    content = nbformat.v4.new_notebook()
    content.metadata = {"kernelspec": {"name": kernel, "display_name": kernel}, **metadata}
    return {"type": "notebook", "content": content}


@pytest.mark.parametrize("before", [{}, {"language_info": {"name": "python", "version": "2.7.18"}}])
def test_a_notebook_says_what_the_kernel_of_this_environment_says(before):
    opened = model(**before)
    say_language(opened)
    told = opened["content"]["metadata"]["language_info"]
    assert (told["name"], told["version"]) == ("python", sys.version.split()[0])
    nbformat.validate(opened["content"])


def test_a_notebook_for_another_kernel_stays_as_it_is():
    opened = model("ir", language_info={"name": "R"})
    say_language(opened)
    assert opened["content"]["metadata"]["language_info"] == {"name": "R"}


def test_a_notebook_without_metadata_stays_as_it_is():
    opened = {"type": "notebook", "content": nbformat.v4.new_notebook()}
    say_language(opened)
    assert opened["content"]["metadata"] == {}


def test_what_is_no_notebook_or_has_no_content_is_left_alone():
    for other in (
        {"type": "file", "content": "x"},
        {"type": "notebook", "content": None},
        {"type": "notebook"},
    ):
        before = dict(other)
        say_language(other)
        assert other == before
