"""A million frames that were changed by chance, sent to the tests' end of the bridge.

None may give a type that is not in the table, take more memory than a bound, or take long. What
does is printed with the number that makes it again, and belongs among `KEPT` in
tests/grading/bridge.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter

from helpers.grading.bridge.frames import KINDS, FrameError, PackedNetwork, Reference
from helpers.grading.bridge.reading import decode
from tests.grading.bridge.frames import TABLE, mutated, types_in

FRAMES = 1_000_000
MOST_MB = 64  # by which the process may grow
MOST_SECONDS = 1.0  # for one frame


def faults(value: object, revived: list[object]) -> list[str]:
    """What is wrong with a value that was read."""
    found = [cls.__name__ for cls in set(types_in(value)) - TABLE]
    for one in revived:
        if isinstance(one, Reference) and one.kind not in KINDS:
            found.append(f"a reference of the kind {one.kind!r}")
        if isinstance(one, PackedNetwork) and not isinstance(one.config, str):
            found.append(f"a network with the configuration {one.config!r}")
    return found


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fuzz(frames: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Send so many frames; how they ended, and what went wrong."""
    ended: Counter[str] = Counter()
    wrong: list[str] = []
    revived: list[object] = []
    revive = dict.fromkeys((Reference, PackedNetwork), lambda one: revived.append(one) or one)
    before = _memory_mb()
    for number, frame in enumerate(mutated(frames, seed)):
        revived.clear()
        started = time.perf_counter()
        try:
            value = decode(frame, revive)
        except FrameError:
            ended["refused"] += 1
        except Exception as error:
            wrong.append(f"{number}: {type(error).__name__}: {error} from {frame[:80]!r}")
        else:
            ended["read"] += 1
            wrong += [f"{number}: {fault}" for fault in faults(value, revived)]
        if (took := time.perf_counter() - started) > MOST_SECONDS:
            wrong.append(f"{number}: {took:.1f} s")
    if (grown := _memory_mb() - before) > MOST_MB:
        wrong.append(f"the process grew by {grown:.0f} MB")
    return ended, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=FRAMES)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    started = time.monotonic()
    ended, wrong = fuzz(chosen.frames, chosen.seed)
    print(
        f"{chosen.frames} frames in {time.monotonic() - started:.0f} s: "
        f"{ended['refused']} refused, {ended['read']} read as plain data, {len(wrong)} faults"
    )
    print(*wrong[:50], sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
