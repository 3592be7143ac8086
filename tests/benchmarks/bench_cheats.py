"""What cheats are worth: stock nbgrader, this grader, and this grader with the examiner.

Run it with ``make bench-cheats``. Everybody hands in wrong answers and some trick, beside one
honest student. Each row says what the honest part is worth, and what each way of grading gave.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.grading.cheats.hand_in import KINDS, SUBMISSIONS, scores, stock_scores

STOCK, SAME, EXAMINER = "stock nbgrader", "same process", "examiner"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ways", nargs="+", choices=(STOCK, SAME, EXAMINER))
    chosen = parser.parse_args().ways or [STOCK, SAME, EXAMINER]
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        ways = {
            STOCK: lambda: stock_scores(Path(top) / "stock"),
            SAME: lambda: scores(Path(top) / "same", "--same-process"),
            EXAMINER: lambda: scores(Path(top) / "examiner"),
        }
        given = {way: ways[way]() for way in chosen}
    table = Table(title=f"{len(SUBMISSIONS) - 1} cheats; points given")
    for column in ("kind", "cheat", "worth", *chosen):
        table.add_column(column, justify="left" if column in ("kind", "cheat") else "right")
    kinds = {name: kind for kind, cheats in KINDS.items() for name in cheats}
    gained = dict.fromkeys(chosen, 0)
    for name, cheat in SUBMISSIONS.items():
        points = {way: given[way].get(name) for way in chosen}
        for way, found in points.items():
            gained[way] += found is not None and found > cheat.worth
        told = ("not graded" if found is None else f"{found:g}" for found in points.values())
        table.add_row(kinds.get(name, ""), name, f"{cheat.worth:g}", *told)
    console = Console(width=140)
    console.print(table)
    console.print("gain more than that:", ", ".join(f"{way} {n}" for way, n in gained.items()))
    return bool(gained.get(EXAMINER))


if __name__ == "__main__":
    sys.exit(main())
