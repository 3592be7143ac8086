"""Zip archives that students hand in, some of them against their purpose."""

import zipfile

import pytest

from helpers.grading.batch import archives
from helpers.grading.batch.archives import members
from helpers.grading.batch.folders import ignoring


@pytest.fixture
def opened(tmp_path):
    """Pack files and open the archive: what can be read, and what was noted."""

    def opened(files):
        path = tmp_path / "work.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        notes = []
        return members(path, "work.zip", ignoring(["*.pyc"]), notes), notes

    return opened


def test_members_are_read_when_they_are_asked_for(opened):
    found, notes = opened({"a.txt": b"one", "b/c.txt": b"two", "b/d.pyc": b"three"})
    assert {name: read(10) for name, read in found.items()} == {
        "work.zip/a.txt": b"one",
        "work.zip/b/c.txt": b"two",
    }
    assert notes == []


def test_a_member_that_unpacks_to_too_much_is_refused(opened):
    found, _ = opened({"zeros": bytes(50 << 20)})  # 50 kB when packed
    with pytest.raises(ValueError, match="more than 1 MB"):
        found["work.zip/zeros"](1 << 20)


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "..\\evil.txt"])
def test_nothing_leaves_the_folder(opened, name):
    found, notes = opened({name: b"evil", "good.txt": b"good"})
    assert list(found) == ["work.zip/good.txt"]
    assert notes == ["work.zip has a file outside of it, which was left out"]


def test_an_archive_of_very_many_files_is_not_opened(opened, monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    found, notes = opened({f"{number}.txt": b"" for number in range(3)})
    assert not found
    assert notes == ["work.zip holds more than 2 files; unpack it and run again"]


def test_a_damaged_member_is_refused(opened, tmp_path):
    found, _ = opened({"a.txt": bytes(range(256)) * 8})
    path = tmp_path / "work.zip"
    content = bytearray(path.read_bytes())
    content[60:90] = bytes(30)
    path.write_bytes(content)
    with pytest.raises(ValueError, match="cannot be unpacked"):
        found["work.zip/a.txt"](1 << 20)
