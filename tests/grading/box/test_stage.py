"""What boxes show is mounted once for all that show the same."""

import os
import subprocess
import sys
from pathlib import PurePosixPath

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux is missing")
if sys.platform == "linux":
    from helpers.grading.box.stage import StageError, Stages
    from helpers.grading.box.users import IN_COMMON, shared

as_root = pytest.mark.skipif(
    sys.platform != "linux" or bool(shared()), reason="an ordinary user mounts nothing beforehand"
)
SHOWN = PurePosixPath("/shown")


def read(stage, path):
    """What a user without rights reads there, and which descriptors the program has."""
    become = ["setpriv", f"--reuid={IN_COMMON}", f"--regid={IN_COMMON}", "--clear-groups", "--"]
    command = [*stage.within(), *become, "sh", "-c", 'cat "$1" && ls /proc/self/fd', "sh", path]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def closed(tmp_path):
    """A folder that lies in one that is root's alone."""
    folder = tmp_path / "closed" / "folder"
    folder.mkdir(parents=True)
    (folder / "file").write_text("digits\n")
    folder.parent.chmod(0o700)
    return folder


@as_root
def test_others_read_what_lies_in_a_closed_folder_and_get_no_descriptor(closed):
    stage = Stages().stage({closed: SHOWN, closed / "file": SHOWN / "file"})
    for path in (stage.sources[SHOWN] / "file", stage.sources[SHOWN / "file"]):
        assert read(stage, path).split() == ["digits", "0", "1", "2", "3"]  # 3 is that of `ls`
    assert not any(stage.sources[SHOWN].iterdir()), "it shows outside of the namespace, too"


@as_root
def test_boxes_that_show_the_same_have_one_and_a_folder_made_anew_gets_another(closed):
    stages = Stages()
    first = stages.stage({closed: SHOWN})
    assert stages.stage({closed: SHOWN}) is first
    assert stages.stage({closed: SHOWN.parent}) is not first
    closed.rename(closed.with_name("old"))
    closed.mkdir()
    (closed / "file").write_text("new\n")
    second = stages.stage({closed: SHOWN})
    assert read(second, second.sources[SHOWN] / "file").startswith("new")
    assert read(first, first.sources[SHOWN] / "file").startswith("digits")


@as_root
def test_what_cannot_be_mounted_is_told_and_kept_for_nobody(closed, monkeypatch):
    stages = Stages()
    with pytest.raises(FileNotFoundError, match="missing"):
        stages.stage({closed / "missing": SHOWN})
    false = closed / "mount"
    false.write_text("#!/bin/sh\necho 'no more loops' >&2; exit 1\n")
    false.chmod(0o755)
    with monkeypatch.context() as changed:
        changed.setenv("PATH", f"{closed}:{os.environ['PATH']}")
        with pytest.raises(StageError, match="no more loops"):
            stages.stage({closed: SHOWN})
    assert read(stages.stage({closed: SHOWN}), "/dev/null")
