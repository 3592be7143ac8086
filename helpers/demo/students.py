"""Thirty invented students: who they are, what they know, and what goes wrong with their work."""

from __future__ import annotations

from dataclasses import dataclass

UNTOUCHED = "hands the release in as it came"
MISSING = "hands nothing in"
COPIED_CELLS = "has cells twice"
DELETED_CELLS = "has deleted an answer and two tests"
NEIGHBOUR = "hands in a neighbour's notebook"
NO_NOTEBOOK = "hands in a file that is no notebook"
BROKEN = "hands in half a notebook"
RENAMED = "calls the notebook otherwise"
LATE = "is two days late"
EXTENDED = "is two days late, and may be"
HOSTILE = "looks for solutions, grades and the network"


@dataclass(frozen=True)
class Student:
    """One of the class.

    Attributes
    ----------
    id
        The id on the roster.
    first, last
        The name.
    knows
        Probability of answering a question rightly, from 0 to 1.
    habit
        What is unusual about the work, or "".
    """

    id: str
    first: str
    last: str
    knows: float
    habit: str = ""


CLASS = (  # the unusual ones first: a smaller class has them, too
    Student("carla", "Carla", "Rossi", 0.85, LATE),
    Student("chloe", "Chloé", "Dubois", 0.9, COPIED_CELLS),
    Student("daniel", "Daniel", "O'Brien", 0.8, RENAMED),
    Student("ivan", "Ivan", "Petrov", 0.5, NEIGHBOUR),
    Student("jin", "Jin", "Park", 0.95, EXTENDED),
    Student("lena", "Lena", "Schneider", 0.9, DELETED_CELLS),
    Student("leo", "Leo", "Moreau", 0.0, UNTOUCHED),
    Student("noah", "Noah", "Jensen", 0.6, NO_NOTEBOOK),
    Student("sam", "Sam", "Taylor", 0.7, MISSING),
    Student("tomas", "Tomáš", "Dvořák", 0.65, BROKEN),
    Student("yusuf", "Yusuf", "Demir", 0.0, HOSTILE),
    Student("adaeze", "Adaeze", "Okafor", 1.0),
    Student("alba", "Alba", "Núñez", 0.95),
    Student("anders", "Anders", "Lindqvist", 0.6),
    Student("bao", "Bao", "Tran", 1.0),
    Student("chidi", "Chidi", "Eze", 0.7),
    Student("elif", "Elif", "Yılmaz", 0.95),
    Student("farid", "Farid", "Haddad", 0.45),
    Student("greta", "Greta", "Müller", 0.75),
    Student("hana", "Hana", "Sato", 1.0),
    Student("ines", "Inês", "Carvalho", 0.65),
    Student("jamal", "Jamal", "Wright", 0.85),
    Student("kofi", "Kofi", "Mensah", 0.55),
    Student("linh", "Linh", "Nguyen", 0.8),
    Student("maya", "Maya", "Patel", 1.0),
    Student("mila", "Mila", "Novak", 0.7),
    Student("omar", "Omar", "Farouk", 0.75),
    Student("priya", "Priya", "Sharma", 0.9),
    Student("rosa", "Rosa", "Jiménez", 0.35),
    Student("zoe", "Zoë", "Papadopoulos", 0.85),
)
NEIGHBOUR_OF = {"ivan": "bao"}
