"""What timestamp.txt says of a submission."""

from datetime import datetime

import pytest

from helpers.grading.batch.submission import timestamp


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "ada" / "sums"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_time_is_read_in_every_encoding(folder, encoding):
    (folder / "timestamp.txt").write_bytes("2026-03-01 12:00:00 CET\r\n".encode(encoding))
    assert timestamp(folder, "UTC") == datetime(2026, 3, 1, 11)


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_nobody_need_say_when_it_was(folder, text):
    if text is not None:
        (folder / "timestamp.txt").write_text(text)
    assert timestamp(folder, "UTC") is None


def test_what_cannot_be_read_is_named_with_file_reason_and_remedy(folder):
    path = folder / "timestamp.txt"
    path.write_text("2026-03-01 12:00:00 IST\n")
    with pytest.raises(ValueError, match=r"timestamp\.txt holds") as refused:
        timestamp(folder, "UTC")
    assert str(refused.value) == (
        f"{path} holds '2026-03-01 12:00:00 IST': IST can be +0100 or +0200 or +0530; write the "
        "offset; correct it or remove it"
    )
    assert timestamp(folder, "Asia/Kolkata") == datetime(2026, 3, 1, 6, 30)


def test_a_link_is_no_time(folder, tmp_path):
    (tmp_path / "secret").write_text("2026-03-01")
    (folder / "timestamp.txt").symlink_to(tmp_path / "secret")
    assert timestamp(folder, "UTC") is None
