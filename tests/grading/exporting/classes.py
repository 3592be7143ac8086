"""Random rosters, with the tables that Canvas and Moodle would give for them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from random import Random

from helpers.grading.exporting.grades import BY_HAND, NO_WORK, StudentGrade

MOODLE_TITLES = {
    "en": [
        "Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum grade",
        "Grade can be changed", "Last modified (submission)", "Last modified (grade)",
        "Feedback comments",
    ],
    "de": [
        "ID", "Vollständiger Name", "ID-Nummer", "E-Mail-Adresse", "Status", "Bewertung",
        "Bestwertung", "Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)",
        "Zuletzt geändert (Bewertung)", "Feedback als Kommentar",
    ],
}  # fmt: skip
WORDS = {
    "en": ("Participant ", "Yes", "No", "Submitted for grading"),
    "de": ("Teilnehmer/in", "Ja", "Nein", "Zur Bewertung abgegeben"),
}
SURNAMES = ["O'Neil, Jr", 'van "Dutch" Berg', "=cmd|' /C calc'!A0", "Müller", "李", "-1+1", "Doe"]


@dataclass
class Person:
    """A student as the platform knows one.

    Attributes
    ----------
    grade
        What the gradebook has; None where the student is not enrolled there.
    """

    number: int
    name: str
    login: str
    email: str
    locked: bool
    excused: bool
    before: str
    grade: StudentGrade | None


def random_class(random: Random, maximum: float) -> list[Person]:
    """Up to 12 people; a login can look like another one's number."""
    size = random.randint(1, 12)
    numbers = random.sample(range(1, 60), size)
    logins = random.sample([str(n).zfill(random.choice((0, 4))) for n in range(1, 40)], size)
    people = []
    for number, login in zip(numbers, logins, strict=True):
        login = random.choice((login, f"Ü{login}", f"user{login}"))
        email = f"{login}@example.org"
        missing = random.choice(("", "", "", NO_WORK, BY_HAND))
        score = random.choice((0.0, maximum, maximum + 1, round(random.uniform(0, maximum), 2)))
        student = random.choice((login, login.upper()))
        grade = StudentGrade(student, email, str(number), score, missing)
        people.append(
            Person(
                number=number,
                name=f"{random.choice(SURNAMES)} {login}",
                login=login,
                email=email,
                locked=random.random() < 0.2,
                excused=random.random() < 0.1,
                before=random.choice(("", "3")),
                grade=grade if random.random() < 0.9 else None,
            )
        )
    return people


def _table(*rows: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def canvas_table(people: list[Person], number: int, points: float) -> str:
    heading = ["Student", "ID", "SIS Login ID", "Section", "Other (7)", f"sums ({number})", "Final"]
    rows = [
        [person.name, str(person.number), person.login, "A, B", "1", _canvas_cell(person), "9"]
        for person in people
    ]
    possible = ["    Points Possible", "", "", "", "10", f"{points:g}", "(read only)"]
    return _table(heading, possible, *rows)


def _canvas_cell(person: Person) -> str:
    return "EX" if person.excused else person.before


def moodle_table(people: list[Person], language: str, maximum: float) -> str:
    comma = language == "de"
    prefix, yes, no, status = WORDS[language]

    def shown(text: str) -> str:
        return text.replace(".", ",") if comma else text

    return _table(
        MOODLE_TITLES[language],
        *[
            [
                f"{prefix}{p.number}", p.name, p.login, p.email, status, shown(p.before),
                shown(f"{maximum:.2f}"), no if p.locked else yes, "-", "-", "",
            ]
            for p in people
        ],
    )  # fmt: skip
