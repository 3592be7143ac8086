"""MNIST as Keras stores it: found in its cache, or downloaded into it.

The download is Keras' own, but in a process that can be ended when nothing comes any more, and
into a folder that is not the cache: only a complete file ever gets there.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

# The file that keras.datasets.mnist.load_data downloads and checks, with the same SHA-256.
KNOWN = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
BYTES = 11_490_434
DOWNLOAD = (sys.executable, "-c", "import keras; keras.datasets.mnist.load_data()")

SILENCE = 30.0  # seconds without a new byte after which a download is given up
LONGEST = 300.0  # seconds after which it is given up in any case


class DownloadError(OSError):
    """MNIST could not be downloaded; the message says why, in half a sentence."""


def keras_home() -> Path:
    """Keras' folder: $KERAS_HOME or ~/.keras."""
    return Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()


def cached(home: Path, sha256: str = KNOWN) -> Path | None:
    """The file in Keras' cache, or None if there is none or it is not the one Keras knows."""
    path = _place(home)
    return path if _digest(path) == sha256 else None


def download(
    home: Path,
    *,
    command: Sequence[str] = DOWNLOAD,
    sha256: str = KNOWN,
    silence: float = SILENCE,
    longest: float = LONGEST,
) -> Path:
    """Download MNIST into Keras' cache.

    Parameters
    ----------
    home : Path
        Keras' folder; where it cannot be written, one in the folder for temporary files is used,
        as Keras does.
    command : sequence of str
        Program that saves the file as datasets/mnist.npz in $KERAS_HOME.
    sha256 : str
        Of the complete file, in hexadecimal digits.
    silence, longest : float
        Seconds after which the download is given up: without a new byte once it has begun, and in
        all.

    Returns
    -------
    Path
        The complete file in the cache.

    Raises
    ------
    DownloadError
        If nothing comes, or something else. The cache is then as it was before.
    """
    target = _place(_writable(home))
    with tempfile.TemporaryDirectory(prefix="mnist-", dir=target.parent) as folder:
        partial = _place(Path(folder))
        print(f"Downloading MNIST (11 MB) through Keras; gives up after {silence:g} s of silence.")
        _run(command, partial, silence, longest)
        if _digest(partial) != sha256:
            raise DownloadError("what came is not the file that Keras knows")
        os.replace(partial, target)
    return target


def _place(home: Path) -> Path:
    return home / "datasets" / "mnist.npz"


def _writable(home: Path) -> Path:
    for folder in (home, Path(tempfile.gettempdir()) / ".keras"):
        try:
            _place(folder).parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(_place(folder).parent, os.W_OK):
            return folder
    raise DownloadError("there is no folder to write it to")


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _run(command: Sequence[str], partial: Path, silence: float, longest: float) -> None:
    """Run the command while its file grows; end it when the file stops growing."""
    home = partial.parent.parent
    environment = {**os.environ, "KERAS_HOME": str(home), "TF_CPP_MIN_LOG_LEVEL": "3"}
    with (
        open(home / "messages", "w+b") as messages,
        tqdm(total=BYTES, unit="B", unit_scale=True, file=sys.stdout, leave=False) as bar,
        subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=messages,
        ) as process,
    ):
        try:
            begin = grown = time.monotonic()
            while process.poll() is None:
                time.sleep(0.1)
                now, size = time.monotonic(), _size(partial)
                if size > bar.n:
                    bar.update(size - bar.n)
                    grown = now
                elif not partial.parent.exists():
                    grown = now  # Keras is still starting; it makes the folder when it connects
                if now - grown > silence:
                    raise DownloadError(f"no data came for {silence:g} s")
                if now - begin > longest:
                    raise DownloadError(f"it was not complete after {longest:g} s")
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            messages.seek(0)
            lines = messages.read().decode(errors="replace").strip().splitlines()
            raise DownloadError(lines[-1][:200] if lines else f"exit {process.returncode}")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
