"""Train anew what lecture 7 shows: `python -m helpers.training.few_parameters`."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.digits import load_digits
from helpers.training.accuracy import accuracy
from helpers.training.few_parameters.recipe import train
from helpers.training.few_parameters.starts import FOLDER, SEEDS, Start, keep
from helpers.training.split import split


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.training.few_parameters",
        description="Trains on MNIST; each start takes minutes.",
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS), metavar="SEED")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for weights and figures")
    chosen = parser.parse_args()
    digits = split(load_digits())
    for seed in chosen.seeds:
        model = train(digits, seed=seed)
        validation = accuracy(model, digits.x_validation, digits.y_validation)
        test = accuracy(model, digits.x_test, digits.y_test)
        keep(model, Start(seed, validation, test), chosen.folder)
        print(f"start {seed}: validation {validation:.4f}, test {test:.4f}")


if __name__ == "__main__":
    main()
