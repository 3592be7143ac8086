"""What shows that a submission got out of its box: who was called, what changed, who grew."""

from __future__ import annotations

import os
import socket
import threading
import uuid
from pathlib import Path

import psutil


class Listeners:
    """Servers on this machine that nobody in a box may reach."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[str] = []
        self.abstract = f"hostile-{uuid.uuid4().hex}"
        self.path = folder / "socket"
        self._servers = {
            "tcp": self._bound(socket.AF_INET, socket.SOCK_STREAM, ("0.0.0.0", 0)),
            "udp": self._bound(socket.AF_INET, socket.SOCK_DGRAM, ("0.0.0.0", 0)),
            "socket": self._bound(socket.AF_UNIX, socket.SOCK_STREAM, str(self.path)),
            "abstract": self._bound(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.abstract}"),
        }
        self.path.chmod(0o777)
        for name, server in self._servers.items():
            threading.Thread(target=self._listen, args=(name, server), daemon=True).start()

    def port(self, name: str) -> int:
        return self._servers[name].getsockname()[1]

    def close(self) -> None:
        for server in self._servers.values():
            server.close()

    @staticmethod
    def _bound(family, kind, address) -> socket.socket:
        server = socket.socket(family, kind)
        server.bind(address)
        if kind == socket.SOCK_STREAM:
            server.listen()
        return server

    def _listen(self, name: str, server: socket.socket) -> None:
        try:
            while True:
                if server.type == socket.SOCK_STREAM:
                    server.accept()
                else:
                    server.recv(100)
                self.heard.append(name)
        except OSError:  # closed
            return


class Memory(threading.Thread):
    """Watches how large the grader's own processes become."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self.ended = threading.Event()

    def run(self) -> None:
        here = os.stat("/proc/self/ns/pid").st_ino
        while not self.ended.wait(0.2):
            for process in psutil.Process().children(recursive=True):
                try:
                    if os.stat(f"/proc/{process.pid}/ns/pid").st_ino == here:
                        self.most = max(self.most, process.memory_info().rss)
                except (OSError, psutil.Error):
                    continue


def everything(*folders: Path) -> dict[str, bytes | str]:
    """Path → content of all files, and target of all links, in some folders."""
    found = {}
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                if os.path.islink(path):
                    found[path] = os.readlink(path)
                elif os.path.isfile(path) and os.path.getsize(path) < 1 << 24:
                    found[path] = Path(path).read_bytes()
    return found
