"""Notebooks are found under the names and in the places where students put them."""

import os
import unicodedata
import zipfile

import pytest

from helpers.grading.batch.handed_in import handed_in

IGNORE = [".ipynb_checkpoints", "__pycache__"]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "submitted" / "ada" / "sums"
    folder.mkdir(parents=True)
    return folder


def put(folder, path, content=b"{}"):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)


def pack(folder, name, files):
    with zipfile.ZipFile(folder / name, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)


def read(folder, *names):
    notes = []
    return handed_in(folder, names or ["sums"], IGNORE, notes), notes


def test_what_is_in_its_place_is_taken_without_a_word(folder):
    put(folder, "sums.ipynb", b"right")
    put(folder, "data/digits.csv", b"1,2")
    put(folder, ".ipynb_checkpoints/sums.ipynb", b"old")
    found, notes = read(folder)
    assert found.notebooks["sums"].content == b"right"
    assert found.files == {"data/digits.csv": b"1,2"}
    assert notes == []


@pytest.mark.parametrize(
    "name",
    [
        "sums (1).ipynb", "sums(2).ipynb", "sums.ipynb.txt", "sums (1).ipynb.txt",
        "sums.ipynb.json", "sums-Copy1.ipynb", "sums - Copy.ipynb", "sums - Kopie (3).ipynb",
        "Copy of sums.ipynb", "Kopie von sums.ipynb", "sums-2.ipynb", "Sums.IPYNB",
        "sums/sums.ipynb", "a/b/c/sums (1).ipynb", "sums.ipynb/sums.ipynb",
    ],
)  # fmt: skip
def test_a_notebook_under_another_name_is_taken_and_told(folder, name):
    put(folder, name, b"right")
    found, notes = read(folder)
    assert found.notebooks["sums"].content == b"right"
    assert notes == [f"{name} was taken for sums.ipynb"]


def test_letters_are_the_same_composed_and_decomposed(folder):
    name = "übung"
    put(folder, f"{unicodedata.normalize('NFD', name)}.ipynb", b"right")
    found, _ = read(folder, unicodedata.normalize("NFC", name))
    assert [one.content for one in found.notebooks.values()] == [b"right"]


@pytest.mark.parametrize(
    "name", ["renamed.ipynb", "sums2.ipynb", "sums_final.ipynb", "my sums.ipynb", "sums.txt"]
)
def test_what_may_be_another_notebook_is_named_with_the_remedy(folder, name):
    put(folder, name)
    found, notes = read(folder)
    assert not found.notebooks
    assert f"sums.ipynb was not handed in; its folder holds {name}" in notes
    if name.endswith(".ipynb"):
        assert (
            f"{name} belongs to no notebook of this assignment; if it is the answer, rename it to "
            "sums.ipynb"
        ) in notes


def test_the_name_of_another_notebook_is_not_a_copy(folder):
    put(folder, "sums.ipynb", b"one")
    put(folder, "sums-2.ipynb", b"two")
    found, notes = read(folder, "sums", "sums-2")
    assert {name: one.content for name, one in found.notebooks.items()} == {
        "sums": b"one",
        "sums-2": b"two",
    }
    assert notes == []


def test_of_two_that_differ_none_is_guessed(folder):
    put(folder, "sums (1).ipynb", b"one")
    put(folder, "sums (2).ipynb", b"two")
    with pytest.raises(ValueError, match=r"sums \(1\).ipynb, sums \(2\).ipynb, which differ"):
        read(folder)
    put(folder, "sums (2).ipynb", b"one")
    assert read(folder)[0].notebooks["sums"].content == b"one"


def test_the_notebook_in_its_place_counts_and_a_copy_beside_it_is_named(folder):
    put(folder, "sums.ipynb", b"right")
    put(folder, "sums (1).ipynb", b"other")
    found, notes = read(folder)
    assert found.notebooks["sums"].content == b"right"
    assert notes == ["sums (1).ipynb belongs to no notebook of this assignment"]


def test_files_come_along_from_a_folder_within_the_folder(folder):
    put(folder, "mine/sums.ipynb", b"right")
    put(folder, "mine/data/digits.csv", b"1,2")
    put(folder, "notes.txt", b"mine")
    found, _ = read(folder)
    assert found.files["data/digits.csv"] == found.files["mine/data/digits.csv"] == b"1,2"
    assert found.files["notes.txt"] == b"mine"


def test_an_archive_is_read_like_a_folder(folder):
    files = {
        "mine/sums.ipynb": b"right",
        "mine/digits.csv": b"1,2",
        "__MACOSX/mine/._sums.ipynb": b"double",
        "mine/.ipynb_checkpoints/sums.ipynb": b"old",
    }
    pack(folder, "work.ZIP", files)
    found, notes = read(folder)
    assert found.notebooks["sums"].content == b"right"
    assert found.files["digits.csv"] == b"1,2" and "work.ZIP" in found.files
    assert notes == ["work.ZIP/mine/sums.ipynb was taken for sums.ipynb"]


def test_an_archive_beside_the_notebook_is_only_a_file(folder):
    put(folder, "sums.ipynb", b"right")
    pack(folder, "old.zip", {"sums.ipynb": b"old"})
    found, notes = read(folder)
    assert found.notebooks["sums"].content == b"right" and notes == []


def test_an_archive_that_cannot_be_opened_is_named_with_the_remedy(folder):
    put(folder, "work.zip", b"PK\3\4 and no more")
    _, notes = read(folder)
    assert notes[0].startswith("work.zip cannot be opened (")
    assert notes[0].endswith("; unpack it and run again")
    assert notes[1] == "sums.ipynb was not handed in; its folder holds work.zip"


def test_a_linked_notebook_or_folder_is_not_read(folder, tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_text("secret")
    (folder / "sums.ipynb").symlink_to(secret)
    assert read(folder)[0].notebooks["sums"].fault == "it is a link or no regular file"
    link = tmp_path / "submitted" / "bob" / "sums"
    link.parent.mkdir()
    os.symlink(folder, link)
    found, notes = read(link)
    assert found.notebooks["sums"].fault and not found.files
    assert notes == ["its folder is a link; nothing was taken from it"]
