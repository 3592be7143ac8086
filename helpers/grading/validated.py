"""What *Validate* said last of a notebook, kept among the user's own data of Jupyter."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.paths import jupyter_data_dir


@dataclass(frozen=True)
class Validated:
    """The result of one validation.

    Attributes
    ----------
    earned, possible
        Points that tests gave, and that they can give.
    when
        ISO 8601, with its offset.
    as_it_was
        Whether the cells are still those that were validated.
    """

    earned: float
    possible: float
    when: str
    as_it_was: bool = True


_FIELDS = {field.name for field in fields(Validated)}


def remember(path: Path, earned: float, possible: float) -> None:
    """Keep the result of a validation; the file is written whole or not at all.

    Parameters
    ----------
    path
        The notebook's file. The sources of its cells are what was validated, not their outputs.
    earned, possible
        Points.
    """
    when = datetime.now(timezone.utc).astimezone().isoformat(timespec="seconds")
    entry = asdict(Validated(earned, possible, when)) | {"as_it_was": _fingerprint(path)}
    kept = _read() | {str(path.resolve()): entry}
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as new:
        json.dump(kept, new, indent=1)
    os.replace(new.name, file)


def last_validated(path: Path) -> Validated | None:
    """What the last validation of a notebook's file said, or `None`."""
    entry = _read().get(str(path.resolve()))
    if entry is None:
        return None
    return Validated(**entry | {"as_it_was": entry["as_it_was"] == _fingerprint(path)})


def _file() -> Path:
    return Path(jupyter_data_dir()) / "cnn_course" / "validated.json"


def _read() -> dict[str, dict[str, Any]]:
    """What is kept; nothing where there is no file, and nothing that is damaged."""
    try:
        kept = json.loads(_file().read_text())
    except (FileNotFoundError, ValueError):
        return {}
    entries = kept.items() if isinstance(kept, dict) else ()
    return {path: e for path, e in entries if isinstance(e, dict) and set(e) == _FIELDS}


def _fingerprint(path: Path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    sources = json.dumps([cell.source for cell in cells])
    return hashlib.sha256(sources.encode()).hexdigest()
