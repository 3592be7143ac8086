"""What the course adds to JupyterLab is there when it is started as any other."""

import json

import pytest
from jupyter_server.extension import serverextension
from jupyter_server.extension.manager import ExtensionManager

from helpers.upkeep import server_extensions
from helpers.upkeep.server_extensions import SETTINGS, extensions, set_defaults, switch_on


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """An empty folder in place of this environment, and the extensions that are switched off."""
    off = []
    monkeypatch.setattr(serverextension, "ENV_CONFIG_PATH", [str(tmp_path)])
    monkeypatch.setenv("JUPYTERLAB_DIR", str(tmp_path / "lab"))
    monkeypatch.setattr(
        server_extensions, "disable_extension", lambda name, level: off.append((name, level))
    )
    return tmp_path, off


def test_every_extension_is_switched_on_in_the_environment_and_can_be_linked(environment):
    folder, off = environment
    switch_on()
    written = {}
    for file in (folder / "jupyter_server_config.d").iterdir():
        written |= json.loads(file.read_text())["ServerApp"]["jpserver_extensions"]
    assert written == dict.fromkeys(extensions(), True)
    manager = ExtensionManager()
    for name in extensions():
        assert manager.add_extension(name, enabled=True)
    assert json.loads((folder / "lab" / "settings" / "overrides.json").read_text()) == SETTINGS
    assert off == []  # here instructors write


def test_students_have_no_tab_for_writing_assignments(environment, monkeypatch):
    _, off = environment
    monkeypatch.setattr(server_extensions, "extensions", lambda: server_extensions.FOR_STUDENTS)
    switch_on()
    assert off == [("@jupyter/nbgrader:create-assignment", "sys_prefix")]


def test_defaults_that_others_wrote_stay(tmp_path):
    file = tmp_path / "overrides.json"
    notification = "@jupyterlab/apputils-extension:notification"
    others = {"theirs": {"a": 1}, notification: {"doNotDisturbMode": True, "fetchNews": "true"}}
    file.write_text(json.dumps(others))
    set_defaults(file)
    written = json.loads(file.read_text())
    assert written["theirs"] == {"a": 1}
    assert written[notification] == {"doNotDisturbMode": True, **SETTINGS[notification]}


def test_a_file_of_defaults_that_is_no_json_is_named_and_kept(tmp_path):
    file = tmp_path / "overrides.json"
    file.write_text("{")
    with pytest.raises(ValueError, match=r"overrides\.json is not JSON .*; mend or delete it"):
        set_defaults(file)
    assert file.read_text() == "{"
