"""What a run makes once."""

import pytest


def test_what_was_made_once_is_found_again(made_once):
    made = []

    def make(folder):
        folder.mkdir()
        (folder / "page.html").write_text("text")
        made.append(folder)

    first, second = made_once("pages", make), made_once("pages", make)
    assert first == second and (first / "page.html").read_text() == "text"
    assert len(made) == 1


def test_what_could_not_be_made_is_tried_again(made_once):
    def fail(folder):
        folder.mkdir()
        raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        made_once("halves", fail)
    folder = made_once("halves", lambda folder: folder.mkdir())
    assert list(folder.iterdir()) == []
