"""A finished folder takes the place of an old one, and a crash loses neither."""

import os

import pytest

from helpers.grading.swapping import beside, remove, swap_in


@pytest.fixture
def place(tmp_path):
    """A folder with something old in it."""
    place = tmp_path / "work"
    place.mkdir()
    (place / "old.txt").write_text("old")
    return place


def fresh(place):
    folder = beside(place, "part")
    folder.mkdir()
    (folder / "new.txt").write_text("new")
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_new_folder_replaces_the_old_one(place):
    swap_in(fresh(place), place)
    assert names(place) == ["new.txt"]
    assert names(place.parent) == ["work"]


def test_there_need_not_be_an_old_one(place):
    remove(place)
    swap_in(fresh(place), place)
    assert names(place) == ["new.txt"]


@pytest.mark.parametrize("after", [1, 2], ids=["the first", "the second"])
def test_a_crash_behind_a_renaming_loses_nothing(place, monkeypatch, after):
    folder, renamed, rename = fresh(place), [], os.rename

    def crash(*paths):
        rename(*paths)
        renamed.append(paths)
        if len(renamed) == after:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "rename", crash)
    with pytest.raises(KeyboardInterrupt):
        swap_in(folder, place)
    everything = {path.name for path in place.parent.rglob("*.txt")}
    assert everything == {"old.txt", "new.txt"}
    monkeypatch.undo()

    remove(folder)
    swap_in(fresh(place), place)  # the next run finds its way
    assert names(place) == ["new.txt"] and names(place.parent) == ["work"]


def test_what_is_read_only_is_removed_too(place):
    (place / "old.txt").chmod(0o444)
    place.chmod(0o555)
    remove(place)
    assert not place.exists()
