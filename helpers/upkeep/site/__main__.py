"""Make the site: ``python -m helpers.upkeep.site``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from helpers.upkeep.site.build import build

LECTURES = Path(__file__).parents[3] / "lectures"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m helpers.upkeep.site", description=__doc__)
    parser.add_argument("lectures", nargs="*", type=Path, help="notebooks; all by default")
    parser.add_argument("--output", type=Path, default=Path("site"), help="folder of the site")
    given = parser.parse_args(arguments)
    try:
        pages = build(given.lectures or sorted(LECTURES.glob("*.ipynb")), given.output)
    except (RuntimeError, FileNotFoundError) as error:
        print(f"The site was not made: {error}", file=sys.stderr)
        return 1
    for page, size in pages.items():
        print(f"{given.output / page}  {size / 1e6:.2f} MB compressed, with all it loads but fonts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
