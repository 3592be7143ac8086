"""Marks of what was graded."""

from helpers.grading.batch.graded_work import GradedWork, Mark

ONE, TWO = Mark("a" * 64, "b" * 64), Mark("c" * 64, "d" * 64)


def test_marks_are_there_for_the_next_run(tmp_path):
    GradedWork(tmp_path / "marks").add("ada", {"sums": ONE})
    again = GradedWork(tmp_path / "marks")
    assert again.marks("ada") == {"sums": ONE}
    assert again.marks("bob") == {}


def test_the_mark_of_one_notebook_leaves_the_others(tmp_path):
    work = GradedWork(tmp_path / "marks")
    work.add("ada", {"sums": ONE, "more": ONE})
    work.add("ada", {"more": TWO})
    assert GradedWork(tmp_path / "marks").marks("ada") == {"sums": ONE, "more": TWO}


def test_names_may_hold_anything(tmp_path):
    names = ("Schröder", "a\nb", "\udcff", '"', "山田")
    work = GradedWork(tmp_path / "marks")
    for name in names:
        work.add(name, {name: ONE})
    again = GradedWork(tmp_path / "marks")
    assert all(again.marks(name) == {name: ONE} for name in names)


def test_a_line_that_a_crash_cut_off_counts_as_none(tmp_path):
    file = tmp_path / "marks"
    work = GradedWork(file)
    work.add("ada", {"sums": ONE})
    work.add("bob", {"sums": ONE})
    file.write_text(file.read_text()[:-20])
    again = GradedWork(file)
    assert again.marks("ada") == {"sums": ONE} and again.marks("bob") == {}
    again.add("cat", {"sums": TWO})
    assert GradedWork(file).marks("cat") == {"sums": TWO}
