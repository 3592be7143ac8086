"""Make the zip that a student gets: ``python -m helpers.upkeep.student``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from helpers.upkeep.student.archive import FOLDER, NotForStudents, write

COURSE = Path(__file__).parents[3]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m helpers.upkeep.student", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path(f"{FOLDER}.zip"), help="the zip")
    given = parser.parse_args(arguments)
    try:
        names = write(COURSE, given.output)
    except NotForStudents as error:
        print(f"The zip was not made: {error}", file=sys.stderr)
        return 1
    size = given.output.stat().st_size
    print(f"{given.output}  {len(names)} files, {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
