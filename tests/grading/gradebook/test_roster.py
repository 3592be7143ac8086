"""A class is enrolled from the tables that spreadsheets and learning platforms write."""

import pytest

from helpers.grading.gradebook.roster import RosterError, enrol
from helpers.grading.release.course_directory import course_directory

TABLE = "id,last_name,first_name,email\n007,Müller,Änne,anne@example.org\nbob,Bobson,Bob,\n"


@pytest.fixture
def enrolled(course, tmp_path):
    """Enrol a table; what was said, and who is in the gradebook afterwards."""
    coursedir = course_directory(course.root)

    def enrolled(content):
        file = tmp_path / "roster.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        said = enrol(file, coursedir)
        with course.gradebook() as gradebook:
            return said, {s.id: (s.last_name, s.first_name, s.email) for s in gradebook.students}

    return enrolled


def with_tabs(text):
    return text.replace(",", "\t")


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        with_tabs(TABLE).encode("utf-16"),
        TABLE.replace(",", ";").encode("utf-8-sig"),
        ("sep=;\r\n" + TABLE.replace(",", ";").replace("\n", "\r\n")).encode("cp1252"),
        TABLE.replace("last_name", "Last name").replace("id", "ID", 1).encode(),
        TABLE.replace("\n", ",,\n", 1).replace("Bobson", '"Bobson"').encode(),
        (TABLE + "\n,,,\n").encode(),
    ],
    ids=["plain", "BOM", "cp1252", "UTF-16 with tabs", "semicolons", "Excel", "headings",
         "quotes", "empty lines"],
)  # fmt: skip
def test_a_table_is_read_whatever_program_wrote_it(enrolled, content):
    said, students = enrolled(content)
    assert "2 students enrolled" in said
    assert students == {
        "007": ("Müller", "Änne", "anne@example.org"),
        "bob": ("Bobson", "Bob", None),
    }


def test_a_guessed_encoding_is_told(enrolled):
    assert "read as cp1252: look at the umlauts" in enrolled(TABLE.encode("cp1252"))[0]
    assert "cp1252" not in enrolled(TABLE)[0]


def test_an_empty_cell_takes_nothing_away(enrolled):
    enrolled(TABLE)
    _, students = enrolled("id,email\n007,\nbob,bob@example.org\n")
    assert students["007"] == ("Müller", "Änne", "anne@example.org")
    assert students["bob"] == ("Bobson", "Bob", "bob@example.org")


def test_a_student_who_is_there_in_another_form_is_enrolled_once(enrolled, course):
    with course.gradebook() as gradebook:
        gradebook.add_student("Mueller")
    said, students = enrolled("id,last_name\nmueller,Müller\n")
    assert "'mueller' is 'Mueller' in the gradebook" in said
    assert students == {"Mueller": ("Müller", None, None)}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name,email\nada,a@example.org\n", "has no column 'id', only name, email; name the"),
        ("", "has no column 'id', only nothing"),
        ("id,email\nada,\n,b@example.org\n", "line 3: there is no id; fill it in"),
        ("id\nada\nbob\nAda\n", "line 4: 'Ada' stands in line 2 already; keep one"),
        ("id\nada\nb*\n", r"line 3: 'b\*' cannot be the name of a folder"),
        (b"id\n\x81\x8d\xff\n", "is no text: .*save it as CSV in UTF-8"),
    ],
)
def test_a_table_that_does_not_say_who_is_meant_enrols_nobody(enrolled, course, content, reason):
    with pytest.raises(RosterError, match=reason):
        enrolled(content)
    with course.gradebook() as gradebook:
        assert not gradebook.students


def test_a_file_that_is_not_there_is_named(course, tmp_path):
    with pytest.raises(RosterError, match=r"none\.csv cannot be read: No such file"):
        enrol(tmp_path / "none.csv", course_directory(course.root))
