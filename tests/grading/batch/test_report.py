"""What the bar says while a class is graded."""

import io
import re
from types import SimpleNamespace

from rich.console import Console

from helpers.grading.batch.report import Bar, Outcome, table


def line(bar):
    console = Console(file=io.StringIO(), width=200)
    console.print(bar._progress.get_renderable())
    return console.file.getvalue()


def test_one_that_takes_far_longer_than_the_others_is_told_instead_of_an_estimate():
    clock = SimpleNamespace(now=0.0)
    bar = Bar("sums", 3, Console(file=io.StringIO(), get_time=lambda: clock.now))
    bar.at_a_time(2)
    for clock.now in (2, 4):
        bar.ended(Outcome(f"student {clock.now}"))
    assert re.search(r"2/3 1 running, 0 failed, 0:00:0[12] left", line(bar))
    clock.now = 13
    assert "left" in line(bar)
    clock.now = 94
    assert "none ended for 0:01:30" in line(bar) and "left" not in line(bar)


def test_the_table_leaves_out_who_is_as_before_where_nothing_ran():
    kept = {"max_score": 9, "before": 6, "ran": False}
    shown = table(
        "sums",
        [
            Outcome("ada", 6, **kept, changed=False),
            Outcome("bob", 9, **kept, look_at=["copied", "6 points before"], stood=["copied"]),
            Outcome("cleo", 6, **kept),  # two cells changed places
            Outcome("dan", 6, 9, before=6, changed=False, look_at=["copied"], stood=["copied"]),
            Outcome("eve", failure="no kernel", before=6, changed=False, ran=False),
        ],
        1,
    )
    names, _, _, notes = ([getattr(c, "plain", c) for c in col.cells] for col in shown.columns)
    assert names == ["bob", "cleo", "dan", "eve"]
    assert notes == ["6 points before", "", "copied", "not graded: no kernel"]  # dan ran anew
    assert str(shown.caption).startswith("1 as before")
