"""What was measured: the validation accuracy of each start, without each change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("recorded.json")
ALL = "all six"
"""The row of the network that has every change."""


def without_each_change(file: Path = FILE) -> dict[str, list[float]]:
    """What was taken back → validation accuracy of each start, in the order of the seeds."""
    return json.loads(file.read_text("utf8"))


def keep(measured: Mapping[str, list[float]], file: Path = FILE) -> None:
    """Write a measurement down."""
    file.write_text(json.dumps(measured, indent=2) + "\n", "utf8")
