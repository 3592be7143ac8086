"""Each page of an archive reaches the student whose work it is, by the importers' own rules."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from helpers.grading.collecting.names import named, way_back
from helpers.grading.feedback.zips import packing
from tests.grading.feedback.importers import canvas_takes, moodle_takes

PAGE = "ps2_output_shapes.html"
NUMBERS = st.integers(1, 10**7)
LETTERS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
NAMES = st.text(
    st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="/"), max_size=16
)
FILES = st.sampled_from(["ps2.ipynb", "ps2-3.ipynb", "my_notebook_7.ipynb", "link.ipynb", "x.zip"])


@given(LETTERS, NUMBERS, NUMBERS, FILES, st.booleans())
def test_canvas_takes_a_page_for_the_student_who_handed_the_file_in(
    name, user, attachment, file, late
):
    place = f"{name}{'_LATE' if late else ''}_{user}_{attachment}_{file}"
    platform, path = way_back(place, PAGE)
    assert platform == "Canvas"
    assert canvas_takes(path, {user: [attachment]}) == user


@given(NAMES.map(lambda name: f"A{name}"), NUMBERS, FILES, st.sampled_from(["_/", "/", "_"]))
def test_moodle_takes_a_page_for_the_participant(name, participant, file, between):
    """Also of one whose name has an underscore, for whom it does not take its own download back."""
    place = f"{name}_{participant}_assignsubmission_file{between}{file}"
    if named(place, "ps2").name != name:  # such a name is itself of the platform's form
        return
    platform, path = way_back(place, PAGE)
    assert platform == "Moodle"
    assert moodle_takes(path, {participant}) == (participant, PAGE)


def test_the_doubles_refuse_what_the_platforms_refuse():
    assert canvas_takes("chenwei_4711_90210_ps2.html", {4711: [5]}) is None
    assert canvas_takes("chenwei_ps2.html", {4711: [5]}) is None
    assert moodle_takes("Anna_Lena_7_assignsubmission_file_/ps2.html", {7}) is None
    assert moodle_takes("Anna_7_assignsubmission_file_/.ps2.html", {7}) is None
    assert moodle_takes("Anna_8_assignsubmission_file_/ps2.html", {7}) is None


def test_a_page_goes_back_for_its_own_notebook_and_else_for_any_file():
    files = {"a.ipynb": "x_1_10_a.ipynb", "b.ipynb": "x_1_11_b.ipynb"}
    pages = [Path("a.html"), Path("b.html"), Path("c.html")]
    packed = packing("canvas", {"ada": pages}, {"ada": {"files": files}})
    assert list(packed.pages) == ["x_1_10_a.html", "x_1_11_b.html", "x_1_10_c.html"]


def test_who_came_from_elsewhere_is_left_out_and_told():
    collected = {
        "ada": {"files": {"a.ipynb": "A_1_assignsubmission_file/a.ipynb"}},
        "bob": {"files": {"a.ipynb": "bob/a.ipynb"}},
        "cat": {"order": [0, 0], "late": False},
    }
    pages = {student: [Path("a.html")] for student in ("ada", "bob", "cat", "dan")}
    packed = packing("moodle", pages, collected)
    assert packed.students == ["ada"] and set(packed.left_out) == {"bob", "cat", "dan"}
    assert set(packing("canvas", pages, collected).left_out) == set(pages)
