"""What the course adds to Jupyter's server is loaded by a server that is started as any other."""

import json

from jupyter_server.extension import serverextension
from jupyter_server.extension.manager import ExtensionManager

from helpers.upkeep.server_extensions import extensions, switch_on


def test_every_extension_is_switched_on_in_the_environment_and_can_be_linked(monkeypatch, tmp_path):
    monkeypatch.setattr(serverextension, "ENV_CONFIG_PATH", [str(tmp_path)])
    switch_on()
    written = {}
    for file in (tmp_path / "jupyter_server_config.d").iterdir():
        written |= json.loads(file.read_text())["ServerApp"]["jpserver_extensions"]
    assert written == dict.fromkeys(extensions(), True)
    manager = ExtensionManager()
    for name in extensions():
        assert manager.add_extension(name, enabled=True)
