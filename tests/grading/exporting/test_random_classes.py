"""Ten thousand random classes go through Canvas' and Moodle's rules, and no row is wrong."""

from random import Random

import pytest

from helpers.grading.exporting.canvas import fill_canvas
from helpers.grading.exporting.moodle import fill_moodle
from helpers.grading.exporting.sheet import Sheet
from tests.grading.exporting.classes import MOODLE_TITLES, canvas_table, moodle_table, random_class
from tests.grading.exporting.importers import (
    CanvasAssignment,
    MoodleGrade,
    import_to_canvas,
    import_to_moodle,
)

CLASSES, MAXIMUM = 5_000, 24.0


def has_own_row(person, people):
    """Whether no other row and no other student of the gradebook shares one of the names.

    The numbers of the rows and of the gradebook are one kind of name in Canvas; in Moodle any cell
    may be any kind.
    """
    mine = {person.login.casefold(), person.email.casefold(), str(person.number)}
    others = [other for other in people if other is not person]
    return not any(
        mine & {other.login.casefold(), other.email.casefold(), str(other.number)}
        for other in others
    )


def same_grade(cell, expected):
    return abs(float(cell.replace(",", ".")) - expected) < 1e-5


@pytest.mark.parametrize("part", range(4))
def test_canvas_gets_each_complete_grade_and_keeps_all_others(part):
    for seed in range(part * CLASSES // 4, (part + 1) * CLASSES // 4):
        people = random_class(Random(seed), MAXIMUM)
        grades = [person.grade for person in people if person.grade]
        text = canvas_table(people, number=5, points=20)
        filled = fill_canvas(Sheet.of(text), grades, "sums", MAXIMUM)
        before = {str(p.number): "EX" if p.excused else p.before for p in people}
        other = CanvasAssignment(7, "Other", 10, {})
        sums = CanvasAssignment(5, "sums", 20, {k: v for k, v in before.items() if v})
        import_to_canvas(filled.sheet.text(), [other, sums])
        assert sums.points == MAXIMUM and other.points == 10 and not other.grades
        for person in people:
            now = sums.grades.get(str(person.number), "")
            if person.grade and not person.grade.missing and not person.excused:
                assert same_grade(now, person.grade.score), (seed, person)
            else:
                assert now == before[str(person.number)], (seed, person)


@pytest.mark.parametrize("language", MOODLE_TITLES)
@pytest.mark.parametrize("part", range(2))
def test_moodle_gets_each_complete_grade_and_is_told_to_skip_no_other(part, language):
    for seed in range(part * CLASSES // 4, (part + 1) * CLASSES // 4):
        people = random_class(Random(f"{language}{seed}"), MAXIMUM)
        grades = [person.grade for person in people if person.grade]
        filled = fill_moodle(Sheet.of(moodle_table(people, language, MAXIMUM)), grades, MAXIMUM)
        before = {p.number: MoodleGrade(p.before, p.locked) for p in people}
        skipped = import_to_moodle(
            filled.sheet.text(), MOODLE_TITLES[language], before, MAXIMUM, language == "de"
        )
        for person in people:
            grade, now = person.grade, before[person.number].grade
            complete = grade and not grade.missing and not person.locked and grade.score <= MAXIMUM
            if complete and has_own_row(person, people):
                assert same_grade(now, grade.score), (seed, person)
                assert person.number not in skipped
            elif complete and now != person.before:
                assert same_grade(now, grade.score), (seed, person)
            else:
                assert now == person.before, (seed, person)
            if person.number in skipped:
                assert grade is None or grade.student not in filled.scores, (seed, person)


def test_a_cell_of_words_is_no_formula_and_a_number_of_canvas_stays():
    people = random_class(Random(3), MAXIMUM)
    for person in people:
        person.name = "=cmd|' /C calc'!A0"
    grades = [person.grade for person in people if person.grade]
    for sheet in (
        fill_canvas(Sheet.of(canvas_table(people, 5, 20)), grades, "5", MAXIMUM).sheet,
        fill_moodle(Sheet.of(moodle_table(people, "en", MAXIMUM)), grades, MAXIMUM).sheet,
    ):
        cells = [cell for row in sheet.rows for cell in row]
        assert "'=cmd|' /C calc'!A0" in cells
        assert not any(len(cell) > 1 and cell[0] in "=+-@" for cell in cells)
