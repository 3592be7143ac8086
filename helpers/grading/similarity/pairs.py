"""Pairs of students whose work is alike, the most striking first.

A passage counts the more, the fewer have it: a class that was taught the same writes the same, and
what everybody writes says nothing. The evidence for a pair is the inner product of its tf-idf
vectors, the sum of ln(students / students with the passage)² over the passages that both have
(Spärck Jones 1972; for programs Burrows, Tahaghoghi, Zobel 2007, doi 10.1002/spe.750). It is not
divided by the lengths: two short answers that are equal are no evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from scipy.sparse import csr_array

from helpers.grading.counting import counted
from helpers.grading.similarity.passages import Passage, passages

RARE_SHARE = 0.02  # of the class; at least the two of a pair
COMMON_SHARE = 0.25  # what more have is not shown


@dataclass(frozen=True)
class Cell:
    """A cell of a student's: its name (several have one after a copy), its text, whether code."""

    name: str
    text: str
    is_code: bool


@dataclass(frozen=True)
class Piece:
    """A piece of a text; how it is alike: "" not, "some" few have it, "rare" hardly anybody."""

    text: str
    alike: str


@dataclass(frozen=True)
class Pair:
    """Two students.

    Attributes
    ----------
    students
        Their ids.
    evidence
        The sum that this module's head describes.
    rare
        Passages that both have and hardly anybody else.
    shares
        Of the passages of each that are in no release, the share that the other has, from 0 to 1.
    """

    students: tuple[str, str]
    evidence: float
    rare: int
    shares: tuple[float, float]


class Similarity:
    """A class compared with itself.

    Parameters
    ----------
    work
        Student → the cells.
    release
        The cells that students got: their passages do not count.

    Raises
    ------
    ValueError
        If fewer than three students handed in: then nothing is rare.
    """

    def __init__(self, work: Mapping[str, Sequence[Cell]], release: Iterable[Cell]) -> None:
        if len(work) < 3:
            raise ValueError(
                f"{counted(len(work), 'submission')}: what is unusual shows from three on, "
                "well from twenty"
            )
        given = {found.key for cell in release for found in _passages(cell)}
        self._work = {student: list(cells) for student, cells in work.items()}
        self._keys = {
            student: {found.key for cell in cells for found in _passages(cell)} - given
            for student, cells in self._work.items()
        }
        self._having = Counter(key for keys in self._keys.values() for key in keys)

    def pairs(self, most: int) -> list[Pair]:
        """The pairs with the most evidence, none without any."""
        students = list(self._keys)
        shared = sorted(key for key, count in self._having.items() if count > 1)
        column = {key: place for place, key in enumerate(shared)}
        weights = np.log([len(students) / self._having[key] for key in shared])
        rows, columns = [], []
        for row, keys in enumerate(self._keys.values()):
            found = [column[key] for key in keys if key in column]
            rows += [row] * len(found)
            columns += found
        vectors = csr_array(
            (weights[columns], (rows, columns)), shape=(len(students), len(shared)), dtype=float
        )
        evidence = np.triu((vectors @ vectors.T).toarray(), k=1)
        order = np.argsort(evidence, axis=None)[::-1][:most]
        places = zip(*np.unravel_index(order, evidence.shape), strict=True)
        return [
            self._pair((students[a], students[b]), float(evidence[a, b]))
            for a, b in places
            if evidence[a, b] > 0
        ]

    def _pair(self, students: tuple[str, str], evidence: float) -> Pair:
        first, second = (self._keys[student] for student in students)
        both = first & second
        rare = sum(self._having[key] <= self._at_most(RARE_SHARE) for key in both)
        return Pair(students, evidence, rare, (len(both) / len(first), len(both) / len(second)))

    def _at_most(self, share: float) -> int:
        return max(2, int(share * len(self._keys)))

    def side_by_side(self, pair: Pair) -> list[tuple[str, list[Piece], list[Piece]]]:
        """The cells in which the two are alike: name, and the text of each in pieces."""
        first, second = ({c.name: c for c in self._work[student]} for student in pair.students)
        both = self._keys[pair.students[0]] & self._keys[pair.students[1]]
        shown = {key for key in both if self._having[key] <= self._at_most(COMMON_SHARE)}
        rows = []
        for name in dict.fromkeys([*first, *second]):
            left, right = (
                self._pieces(cells[name], shown) if name in cells else []
                for cells in (first, second)
            )
            if any(piece.alike for piece in [*left, *right]):
                rows.append((name, left, right))
        return rows

    def _pieces(self, cell: Cell, shown: set[tuple[str, ...]]) -> list[Piece]:
        marks = [""] * len(cell.text)
        found = [passage for passage in _passages(cell) if passage.key in shown]
        rare = self._at_most(RARE_SHARE)
        for passage in sorted(found, key=lambda one: self._having[one.key] <= rare):
            mark = "rare" if self._having[passage.key] <= rare else "some"
            marks[passage.start : passage.end] = [mark] * (passage.end - passage.start)
        pieces = groupby(zip(cell.text, marks, strict=True), key=lambda letter: letter[1])
        return [Piece("".join(text for text, _ in letters), mark) for mark, letters in pieces]


def _passages(cell: Cell) -> list[Passage]:
    return passages(cell.text, is_code=cell.is_code)
