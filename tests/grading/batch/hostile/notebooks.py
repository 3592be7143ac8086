"""Notebooks that are none, or odd ones."""

from __future__ import annotations

import json

import nbformat

from tests.grading.batch.hostile.submission import ALL, NOTEBOOK, REST, by_id, edit, folder
from tests.grading.course import ANSWERS, TESTS


@folder(0, look_at="could not be read")
def is_binary(folder, course):
    """Hands in random bytes as a notebook."""
    (folder / NOTEBOOK).write_bytes(bytes(range(256)) * 100)


@folder(0, look_at="could not be read")
def is_empty(folder, course):
    """Hands in an empty file as a notebook."""
    (folder / NOTEBOOK).write_bytes(b"")


@folder(0, look_at="could not be read")
def is_a_list(folder, course):
    """Hands in JSON that is no notebook."""
    (folder / NOTEBOOK).write_text("[1, 2, 3]")


@folder(0, look_at="could not be read")
def is_nested(folder, course):
    """Hands in JSON with a hundred thousand brackets, to overflow the reader's stack."""
    (folder / NOTEBOOK).write_text("[" * 100_000)


@folder(0, look_at="could not be read")
def is_huge(folder, course):
    """Hands in a notebook of two gigabytes."""
    with open(folder / NOTEBOOK, "ab") as file:
        file.truncate(2 << 30)


@folder(0, look_at="could not be read")
def has_no_cells(folder, course):
    """Hands in a notebook whose cells are a number."""
    edit(folder, lambda content: content.update(cells=5))


@folder(0, look_at="could not be read")
def is_from_the_future(folder, course):
    """Hands in a notebook of format 99."""
    edit(folder, lambda content: content.update(nbformat=99))


@folder(0, ALL)
def is_ancient(folder, course):
    """Hands in a notebook of format 3."""
    notebook = nbformat.read(folder / NOTEBOOK, as_version=4)
    with open(folder / NOTEBOOK, "w") as file:
        file.write(nbformat.writes(nbformat.convert(notebook, 3), version=3))


@folder(REST)
def is_older_still(folder, course):
    """Hands in a notebook of format 2."""
    cell = {"cell_type": "code", "language": "python", "input": ANSWERS["add"], "outputs": []}
    cell |= {"collapsed": False, "prompt_number": 1}
    old = {"nbformat": 2, "metadata": {"name": "x"}, "worksheets": [{"cells": [cell]}]}
    (folder / NOTEBOOK).write_text(json.dumps(old))


@folder(ALL)
def has_every_cell_twice(folder, course):
    """Hands in every cell twice, with the same ids and the same nbgrader metadata."""
    edit(folder, lambda content: content.update(cells=content["cells"] * 2))


@folder(ALL)
def asks_for_another_kernel(folder, course):
    """Asks for a kernel of its own, and for a name that is a path."""
    kernel = {"name": "../../evil", "display_name": "x", "language": "R", "argv": ["id"]}
    metadata = {"kernelspec": kernel, "language_info": {"name": "R"}}
    edit(folder, lambda content: content["metadata"].update(metadata))


@folder(ALL)
def asks_for_a_list_of_kernels(folder, course):
    """Puts lists and numbers where the notebook's metadata should be."""
    metadata = {"kernelspec": [1], "widgets": 7, "celltoolbar": {}}
    edit(folder, lambda content: content.update(metadata=metadata))


@folder(0)
def gives_itself_a_thousand_points(folder, course):
    """Hands in nothing, with points, flags and ids of its own choice in the metadata."""

    def change(content):
        for cell in content["cells"]:
            cell["source"] = "" if cell["id"] in ANSWERS else cell["source"]
            if (about := cell["metadata"].get("nbgrader")) is not None:
                about.update(points=1000, grade=True, solution=True, task=True, locked=False)
        about = {"grade_id": "more", "grade": True, "points": 1000, "locked": True}
        about |= {"solution": False, "task": False, "schema_version": 3}
        cell = {"cell_type": "code", "source": "", "outputs": [], "execution_count": None}
        content["cells"].append(cell | {"id": "more", "metadata": {"nbgrader": about}})

    edit(folder, change)


@folder(0)
def skips_its_tests(folder, course):
    """Tags the tests to be skipped, or to be right when they fail."""

    def change(content):
        for cell in content["cells"]:
            cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]
            cell["source"] = "" if cell["id"] in ANSWERS else cell["source"]

    edit(folder, change)


@folder(0)
def turns_tests_into_text(folder, course):
    """Turns the tests into raw cells and text."""

    def change(content):
        for cell in content["cells"]:
            if cell["id"] in TESTS:
                cell["cell_type"] = "raw" if cell["id"] == "add-small" else "markdown"
                cell.pop("outputs"), cell.pop("execution_count")
            cell["source"] = "" if cell["id"] in ANSWERS else cell["source"]

    edit(folder, change)


@folder(0)
def deletes_its_tests(folder, course):
    """Deletes the tests, and everything else."""
    edit(folder, lambda content: content.update(cells=[]))


@folder(0, REST, ALL)
def has_metadata_of_wrong_types(folder, course):
    """Puts numbers, lists and nothing where nbgrader's metadata should be."""
    wrong = {"grade_id": "add-small", "points": "many"}
    values = iter([5, [], None, "x", {"grade_id": ["a"]}, wrong, {}])

    def change(content):
        for cell in content["cells"]:
            cell["metadata"]["nbgrader"] = next(values)

    edit(folder, change)


@folder(ALL)
def has_ids_that_are_none(folder, course):
    """Gives its cells ids that are empty, long, equal and full of markup."""
    values = iter(["", "x" * 5000, "<script>", "<script>", "a b", "../..", "\n"])

    def change(content):
        for cell in content["cells"]:
            cell["id"] = next(values)

    edit(folder, change)


@folder(0, look_at="could not be read")
def has_half_characters(folder, course):
    """Writes half of a surrogate pair, which no file can hold, into its answers."""
    edit(folder, lambda content: by_id(content, "words").update(source="half: \ud800"))
