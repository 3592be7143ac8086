"""A planted copy among honest work that grew from one lesson."""

import random
import re

import pytest

from helpers.demo.mistakes import MISTAKES
from helpers.grading.similarity.pairs import Cell, Similarity
from helpers.grading.similarity.passages import CODE_TOKENS, WORDS, passages
from tests.problem_sets.marking import cells

NAME = "ps1_convolution_by_hand"
SLIDE = '''
def slide(picture, mask, padding=0, stride=1):
    """My own way: every window is a row of a table."""
    framed = pad(picture, padding)
    down, right = mask.shape
    starts = [(top, left) for top in range(0, framed.shape[0] - down + 1, stride)
              for left in range(0, framed.shape[1] - right + 1, stride)]
    table = np.array([framed[t:t + down, l:l + right].flatten() for t, l in starts])
    wide = len(range(0, framed.shape[1] - right + 1, stride))
    return (table @ mask.flatten()).reshape(-1, wide)
'''


def release() -> list[Cell]:
    return [
        Cell(name, cell.source, cell.cell_type == "code")
        for name, cell in cells("assignments", NAME).items()
    ]


def honest(number: int) -> dict[str, str]:
    """The model answers with mistakes, and names and numbers of a student's own."""
    draw = random.Random(number)
    answers = {
        name: re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", cell.source)
        for name, cell in cells("solutions", NAME).items()
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for cell, right, wrong in MISTAKES[NAME]:
        if draw.random() < 0.3:
            answers[cell] = answers[cell].replace(right, wrong)
    sentences = answers.pop("own-words").partition("**Rubric**")[0].split(". ")
    for cell in draw.sample(sorted(answers), 3):
        answers[cell] += f"\nprint({answers[cell].split()[1][:5]!r}, {draw.randrange(99)})"
    own = "".join(draw.choices("abcdefghijklmno", k=8))
    answers = {name: text.replace("kernel", own) for name, text in answers.items()}
    return answers | {"own-words": ". ".join(draw.sample(sentences, 4))}


def as_cells(answers: dict[str, str]) -> list[Cell]:
    return [Cell(name, text, name != "own-words") for name, text in answers.items()]


@pytest.fixture(scope="module")
def klass():
    """Two hundred, of whom number 17 has an own way, and number 90 has it from number 17."""
    work = {f"student-{number:03}": honest(number) for number in range(200)}
    work["student-017"]["slide"] = SLIDE
    disguised = SLIDE.replace("picture", "image").replace("starts", "corners")
    disguised = disguised.replace("mask", "w").replace("My own way", "A table of windows")
    work["student-090"]["slide"] = disguised.replace("    framed", "    # with zeros\n    framed")
    return work


def similarity(work) -> Similarity:
    return Similarity({student: as_cells(a) for student, a in work.items()}, release())


def test_a_copy_with_other_names_is_first_and_honest_pairs_are_far_behind(klass):
    first, second, *_ = similarity(klass).pairs(20)
    assert set(first.students) == {"student-017", "student-090"}
    assert first.evidence > 3 * second.evidence
    assert first.rare > 50 > second.rare


def test_what_is_marked_is_what_was_copied(klass):
    found = similarity(klass)
    pair = found.pairs(1)[0]
    by_cell = {name: sides for name, *sides in found.side_by_side(pair)}
    for side in by_cell["slide"]:
        rare = "".join(piece.text for piece in side if piece.alike == "rare")
        assert "len(range(0, framed.shape[1]" in rare
        assert "".join(piece.text for piece in side).startswith("\ndef slide(")
    marked = [name for name, sides in by_cell.items() if any(p.alike == "rare" for p in sides[0])]
    assert marked == ["slide"]


def test_what_stands_in_the_release_is_no_evidence():
    work = {name: release() for name in ("ada", "bob", "cat")}
    assert Similarity(work, release()).pairs(20) == []


def test_what_all_have_is_no_evidence(klass):
    same = klass["student-001"]
    assert similarity(dict.fromkeys(("ada", "bob", "cat"), same)).pairs(20) == []


def test_evidence_is_the_sum_over_what_both_have():
    """Three students; ada and bob share one passage of words, which cat does not have."""
    words = "the kernel is learned turned around"
    work = {
        "ada": [Cell("q", words, False)],
        "bob": [Cell("q", words.upper(), False)],
        "cat": [Cell("q", "nobody flips anything in a layer of this network", False)],
    }
    (pair,) = Similarity(work, []).pairs(5)
    assert len(words.split()) == WORDS
    assert (pair.students, pair.rare, pair.shares) == (("ada", "bob"), 1, (1, 1))
    assert pair.evidence == pytest.approx(0.4055**2, abs=1e-4)  # ln(3 / 2)²


def test_two_submissions_are_too_few():
    with pytest.raises(ValueError, match="2 submissions"):
        Similarity({"ada": release(), "bob": release()}, [])


@pytest.mark.parametrize("text", ["", "def f(:\n  'open", "%cd ..\n!ls", "x = 'ü" * 50, "\x00\n\n"])
def test_any_text_has_passages(text):
    for passage in passages(text, is_code=True):
        assert len(passage.key) == CODE_TOKENS
        assert 0 <= passage.start < passage.end <= len(text)


def test_names_numbers_and_layout_do_not_matter():
    one = "total = 0\nfor place in range(3, 9):\n    total += weights[place] * 2  # sum\n"
    other = "s=0\nfor i in range(28, 5):\n\n  s += w[i]*1.5\n"
    keys = [[p.key for p in passages(text, is_code=True)] for text in (one, other)]
    assert keys[0] == keys[1] != []
