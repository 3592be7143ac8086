"""Kernels in the box: what a student's code sees there."""

import sys
from pathlib import Path

import helpers
from tests.grading.box.kernels import both, tried, value
from tests.paths import COURSE


@both
def test_the_box_shows_the_submission_and_nothing_else_of_the_course(run, submission, warm):
    (submission / "data.csv").write_text("1,2\n")
    (submission.parents[1] / "bob" / "ps1").mkdir(parents=True)
    (submission.parents[2] / "gradebook.db").touch()
    seen = value(
        run(
            f"""
import json, os
import helpers
course = {str(COURSE)!r}
print(json.dumps({{
    "here": os.getcwd(),
    "files": os.listdir(),
    "students": os.listdir("../.."),
    "above": os.listdir("../../.."),
    "course": sorted(os.listdir(course)) if os.path.isdir(course) else [],
    "submissions": os.path.exists({str(submission.parents[2])!r}),
    "home": os.path.expanduser("~"),
    "in home": os.listdir(os.path.expanduser("~")),
    "homes": os.listdir("/home"),
    "tmp": [name for name in os.listdir("/tmp") if name.startswith("pytest")],
    "execution": os.environ["NBGRADER_EXECUTION"],
    "helpers": helpers.__file__,
}}))
""",
            warm=warm,
        )
    )
    assert seen["here"].endswith("/ada/ps1")
    assert seen["files"] == ["data.csv"]
    assert seen["students"] == ["ada"]
    assert seen["above"] == ["course"] or set(seen["above"]) <= {"course", ".keras", ".cache"}
    assert set(seen["course"]) <= {"helpers", Path(sys.prefix).name}
    assert not seen["submissions"]
    assert seen["home"] == "/home/student" and seen["homes"] == ["student"]
    assert set(seen["in home"]) <= {"course", ".keras", ".cache"}
    assert seen["tmp"] == []
    assert seen["execution"] == "autograde"
    assert seen["helpers"] == helpers.__file__


@both
def test_secrets_of_the_grader_are_in_no_environment_of_the_box(run, monkeypatch, warm):
    monkeypatch.setenv("GRADEBOOK_PASSWORD", "hunter-2")
    monkeypatch.setenv("TF_VAR_token", "hunter-2")  # Terraform's, not TensorFlow's
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    seen = value(
        run(
            """
import glob, json, os
texts = [str(dict(os.environ))]
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
    texts.append(open(path, errors="replace").read())
found = any("hunter-2" in text for text in texts)
print(json.dumps([found, os.environ["CNN_COURSE_SHORT_RUN"], len(texts)]))
""",
            warm=warm,
        )
    )
    assert seen[:2] == [False, "1"]
    assert seen[2] >= 5  # two processes at least were looked at


@both
def test_no_command_line_or_variable_names_a_folder_of_the_grader(run, tmp_path, warm):
    """Only the table of mounts does, which the kernel of Linux writes: what lies where."""
    (tmp_path / "shown" / "keys").mkdir(parents=True)
    seen = value(
        run(
            """
import glob, json, os
texts = []
for name in ("cmdline", "environ", "maps", "cgroup"):
    texts += [open(path, errors="replace").read() for path in glob.glob(f"/proc/[0-9]*/{name}")]
links = glob.glob("/proc/[0-9]*/cwd") + glob.glob("/proc/[0-9]*/fd/*")
texts += [os.readlink(path) for path in links if os.path.islink(path)]
print(json.dumps(texts))
""",
            warm=warm,
            readonly=[str(tmp_path / "shown")],
            hidden=[str(tmp_path / "shown" / "keys")],
        )
    )
    assert len(seen) > 20
    for secret in ("cnn-box-", str(tmp_path), "ro-bind"):
        assert not [text for text in seen if secret in text]


@both
def test_digits_on_the_disk_are_readable_in_the_box(run, tmp_path, monkeypatch, warm):
    (tmp_path / "mnist.npz").write_bytes(b"digits")
    (tmp_path / "keras" / "datasets").mkdir(parents=True)
    (tmp_path / "keras" / "datasets" / "cifar.npz").write_bytes(b"photos")
    monkeypatch.setenv("CNN_COURSE_MNIST", str(tmp_path / "mnist.npz"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    result = run(
        """
import json, os
import keras
cache = os.path.join(keras.src.backend.config.keras_home(), "datasets", "cifar.npz")
print(json.dumps([open(os.environ["CNN_COURSE_MNIST"]).read(), open(cache).read()]))
"""
        if warm  # importing Keras cold takes seconds
        else """
import json, os
cache = os.path.expanduser("~/.keras/datasets/cifar.npz")
print(json.dumps([open(os.environ["CNN_COURSE_MNIST"]).read(), open(cache).read()]))
""",
        tried("open(os.environ['CNN_COURSE_MNIST'], 'a')", "open(cache, 'a')"),
        warm=warm,
    )
    assert value(result, 0) == ["digits", "photos"]
    assert "fine" not in value(result, 1)


def test_more_files_can_be_shown_and_more_folders_hidden(run, tmp_path):
    (tmp_path / "shown" / "keys").mkdir(parents=True)
    (tmp_path / "shown" / "open.txt").write_text("text")
    (tmp_path / "shown" / "keys" / "key.txt").write_text("secret")
    shown = tmp_path / "shown"
    folders = [str(shown), str(shown / "keys")]
    code = f"import json, os; print(json.dumps([*map(os.listdir, {folders})]))"
    seen = value(run(code, readonly=[str(shown)], hidden=[str(shown / "keys")]))
    assert sorted(seen[0]) == ["keys", "open.txt"]
    assert seen[1] == []
