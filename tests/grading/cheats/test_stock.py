"""The column of ``make bench-cheats`` for stock nbgrader: a few of its cheats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.grading.box import unavailable
from tests.grading.cheats import hand_in
from tests.grading.cheats.hand_in import HONEST_WORK, stock_scores
from tests.paths import COURSE

pytestmark = pytest.mark.skipif(bool(unavailable()), reason="no box can be made here")

GAINS, LEAVES = "a thread that rewrites NumPy", "start-up files"


def test_stock_nbgrader_gives_honest_work_its_points_and_a_cheat_more(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(home := tmp_path / "home"))
    home.mkdir()
    kept: dict[str, float | None] = {}
    names = [LEAVES, HONEST_WORK, GAINS]
    told: list[int] = []
    found = stock_scores(tmp_path / "a", names, kept=kept, told=lambda: told.append(len(kept)))
    assert found[HONEST_WORK] == 9
    assert found[GAINS] > hand_in.SUBMISSIONS[GAINS].worth
    assert len(told) == 3 and max(told) == 3
    # What a cheat has left behind, it has left in a home of its own.
    left = {path.name for path in home.rglob("*.py")}
    assert not left & {"sitecustomize.py", "usercustomize.py", "00-first.py"}
    assert list((tmp_path / "a" / "start-up-files" / "home").rglob("usercustomize.py"))

    # What is known is not run again; what has changed, is.
    ran = []
    monkeypatch.setattr(hand_in, "_stock_score", lambda *asked: ran.append(asked[-1]))
    again: dict[str, float | None] = json.loads(json.dumps(kept))
    assert stock_scores(tmp_path / "b", names, kept=again) == found
    assert ran == []
    monkeypatch.setattr(hand_in, "TIMEOUT", "\nc.Execute.timeout = 11\n")
    assert stock_scores(tmp_path / "c", [GAINS], kept=again) == {}
    assert ran == [GAINS]


def test_what_one_cheat_sees_is_no_folder_of_another(tmp_path: Path):
    command = hand_in._apart(tmp_path)
    (tmp_path / "course").mkdir()
    seen = hand_in.subprocess.run(
        [*command, "sh", "-c", "ls -A /run /tmp; touch /etc/x; touch here"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    # The course itself may lie below one of them.
    assert set(seen.stdout.split()) <= {"/run:", "/tmp:", tmp_path.parts[2], *COURSE.parts[2:3]}
    assert "Read-only" in seen.stderr
    assert (tmp_path / "course" / "here").exists()
