"""Files of a folder that a student fills."""

import os

import pytest

from helpers.grading.batch import folders
from helpers.grading.batch.folders import digest, files_of, ignoring

IGNORED = ignoring([".ipynb_checkpoints", "*.pyc"])


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "submitted" / "ada" / "sums"
    (folder / "data").mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    (folder / "data" / "digits.csv").write_text("1,2")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "old.txt").write_text("old")
    return folder


def test_files_are_found_by_their_path_in_the_folder(folder):
    notes = []
    assert files_of(folder, IGNORED, notes) == {"notes.txt": b"mine", "data/digits.csv": b"1,2"}
    assert notes == []


def test_links_and_pipes_are_named_and_left_out(folder, tmp_path):
    (folder / "key").symlink_to(tmp_path / "secret")
    (folder / "up").symlink_to("..")
    os.mkfifo(folder / "pipe")
    notes = []
    assert set(files_of(folder, IGNORED, notes)) == {"notes.txt", "data/digits.csv"}
    assert {note.split(" ")[0] for note in notes} == {"key", "pipe", "up"}


def test_what_is_too_much_is_named_and_left_out(folder, monkeypatch):
    monkeypatch.setattr(folders, "LARGEST_FILES", 2 * folders.BLOCK)
    (folder / "zeros.bin").write_bytes(bytes(2 * folders.BLOCK))
    notes = []
    assert set(files_of(folder, IGNORED, notes)) == {"notes.txt"}
    assert notes == ["zeros.bin was left out: more than 0 MB of files"]


CHANGES = {
    "a file with another content": lambda folder: (folder / "notes.txt").write_text("mind"),
    "another name": lambda folder: (folder / "notes.txt").rename(folder / "note.txt"),
    "a file more": lambda folder: (folder / "more.txt").write_text(""),
    "a file less": lambda folder: (folder / "notes.txt").unlink(),
    "a link": lambda folder: (folder / "more.txt").symlink_to("notes.txt"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_changes_the_digest(folder, change):
    before = digest(folder, IGNORED)
    assert digest(folder, IGNORED) == before
    change(folder)
    assert digest(folder, IGNORED) != before


def test_what_is_ignored_does_not_change_the_digest(folder):
    before = digest(folder, IGNORED)
    (folder / ".ipynb_checkpoints" / "old.txt").write_text("newer")
    (folder / "module.pyc").write_bytes(b"\0")
    assert digest(folder, IGNORED) == before


def test_the_digest_of_a_link_reads_nothing_behind_it(folder, tmp_path):
    link = tmp_path / "submitted" / "bob"
    link.symlink_to(folder.parent)
    before = digest(link / "sums", IGNORED)
    (folder / "notes.txt").write_text("mind")
    assert digest(link / "sums", IGNORED) == before
