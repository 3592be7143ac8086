"""Warnings outlast the run that gave them, and a crash."""

from helpers.grading.batch.report import Outcome
from helpers.grading.batch.standing import Standing, Warned


def test_the_last_grading_counts_and_a_line_that_was_cut_off_counts_as_none(tmp_path):
    file = tmp_path / "ps2.warnings"
    assert Standing(file).read() == {}
    Standing(file).add(Outcome("ada", look_at=["late", "copied"]))
    Standing(file).add(Outcome("bob", failure="no kernel"))
    Standing(file).add(Outcome("ada"))
    file.write_text(file.read_text() + '["bob", "", ["la')
    assert Standing(file).read() == {"ada": Warned(), "bob": Warned("no kernel")}
    Standing(file).add(Outcome("bob", look_at=["mended"]))
    assert Standing(file).read()["bob"] == Warned(look_at=("mended",))
