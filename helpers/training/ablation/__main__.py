"""Measure anew what lecture 7 shows: `python -m helpers.training.ablation`."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.digits import load_digits
from helpers.training.ablation.networks import CHANGES, train_without
from helpers.training.ablation.recorded import ALL, FILE, keep
from helpers.training.split import split


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.training.ablation",
        description="Trains on MNIST: seven networks, each from several starts.",
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=list(range(3)), metavar="SEED")
    parser.add_argument("--file", type=Path, default=FILE, help="for the figures")
    chosen = parser.parse_args()
    digits = split(load_digits())
    measured: dict[str, list[float]] = {}
    for change in (None, *CHANGES):
        row = change or ALL
        runs = train_without(change, digits, seeds=chosen.seeds)
        measured[row] = [round(run.history["val_accuracy"][-1], 4) for run in runs]
        print(f"{row}: {measured[row]}", flush=True)
        keep(measured, chosen.file)


if __name__ == "__main__":
    main()
