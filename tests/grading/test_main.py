"""The commands work on the course that they are run in, whatever it is called."""

import pytest

from helpers.grading.commands import main
from tests.grading.course import NAME


@pytest.mark.parametrize(("names", "words"), [([], "any assignment"), (["ps9"], "ps9")])
def test_what_has_no_solution_cannot_be_released(names, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["release", *names]) == 1
    assert f"no solution of {words} in {tmp_path}" in capsys.readouterr().err


def test_a_class_is_enrolled(course):
    (course.root / "class.csv").write_text("ID;Last name\r\n007;Müller\r\n", encoding="utf-8-sig")
    assert "1 student enrolled" in course.run("-m", "helpers.grading", "roster", "class.csv")
    with course.gradebook() as gradebook:
        assert gradebook.find_student("007").last_name == "Müller"
    said = course.run("-m", "helpers.grading", "roster", "none.csv", fails=True)
    assert said.strip() == "none.csv cannot be read: No such file or directory"


@pytest.fixture
def graded(new_course, tmp_path):
    """Release and grade in a folder of some name; the course, and what was said."""

    def graded(name, **environment):
        course = new_course(tmp_path / name)
        course.hand_in("ada")
        said = course.run("-m", "helpers.grading", "release", "--record", env=environment)
        return course, said + course.autograde(env=environment)

    return graded


def test_a_course_in_a_folder_with_brackets_is_used_and_no_other(graded, new_course, tmp_path):
    other = new_course(tmp_path / "course 2")  # which the brackets fit as a pattern
    other.hand_in("bob")
    course, said = graded("course [2026]")
    assert course.scores() == {"ada": 6}
    assert other.scores() == {} and not (other.root / "autograded").exists()
    assert f"nbgrader takes {course.root} for a pattern." in said and "rename the folder" in said


def test_a_root_in_the_users_own_configuration_leads_to_no_other_course(
    graded, new_course, tmp_path
):
    other = new_course(tmp_path / "other")
    other.hand_in("bob")
    own = tmp_path / "own"
    own.mkdir()
    (own / "nbgrader_config.py").write_text(f"c.CourseDirectory.root = {str(other.root)!r}\n")
    course, _ = graded("course", JUPYTER_CONFIG_DIR=str(own))
    assert course.scores() == {"ada": 6}
    assert other.scores() == {} and not (other.root / "autograded").exists()
    assert course.released().cells[1].metadata.nbgrader.grade_id == "add"
    course.run("-m", "nbgrader", "generate_feedback", NAME, env={"JUPYTER_CONFIG_DIR": str(own)})
    assert (course.root / "feedback" / "ada" / NAME / f"{NAME}.html").exists()
