"""What cheats are worth: stock nbgrader, this grader, and this grader with the examiner.

Run it with ``make bench-cheats``. Everybody hands in wrong answers and some trick, beside one
honest student. Each row says what the honest part is worth, and what each way of grading gave.

Stock nbgrader starts anew for each of them, about ten seconds, and what it gives is kept: the
points of a cheat that is as it was are not asked for again (``--anew`` asks).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.grading.cheats.hand_in import HONEST_WORK, KINDS, SUBMISSIONS, scores, stock_scores
from tests.paths import COURSE

STOCK, SAME, EXAMINER = "stock nbgrader", "same process", "examiner"
KEPT = COURSE / ".cache" / "bench-cheats.json"


def stock(folder: Path, *, anew: bool) -> dict[str, float]:
    """What stock nbgrader gives, with a bar; kept after each cheat."""
    kept = json.loads(KEPT.read_text()) if KEPT.exists() and not anew else {}
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    writing = threading.Lock()
    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task(STOCK, total=len(SUBMISSIONS))

        def told() -> None:
            with writing:  # and whole, should it be cut off
                new = KEPT.with_suffix(".new")
                new.write_text(json.dumps(dict(kept)))
                new.replace(KEPT)
            progress.advance(bar)

        found = stock_scores(folder, kept=kept, told=told)
    if found.get(HONEST_WORK) != SUBMISSIONS[HONEST_WORK].worth:  # else 0 would look like a wall
        KEPT.unlink()
        raise RuntimeError(f"stock nbgrader gives honest work {found.get(HONEST_WORK)}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ways", nargs="+", choices=(STOCK, SAME, EXAMINER))
    parser.add_argument("--anew", action="store_true", help="take no result of an earlier run")
    asked = parser.parse_args()
    chosen = asked.ways or [STOCK, SAME, EXAMINER]
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        ways = {
            STOCK: lambda: stock(Path(top) / "stock", anew=asked.anew),
            SAME: lambda: scores(Path(top) / "same", "--same-process"),
            EXAMINER: lambda: scores(Path(top) / "examiner"),
        }
        given = {}
        for way in chosen:
            print(f"{way} …", file=sys.stderr)
            given[way] = ways[way]()
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
