"""With the examiner each cheat scores what its honest part is worth.

Half of them are tried here, of each kind; ``make bench-cheats`` tries them all.
"""

from __future__ import annotations

import pytest

from helpers.grading.box import unavailable
from tests.grading.cheats.hand_in import CHEATS, HONEST_WORK, KINDS, SUBMISSIONS, scores

pytestmark = pytest.mark.skipif(bool(unavailable()), reason="no box can be made here")


TRIED = [HONEST_WORK, *list(CHEATS)[::2]]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    return scores(tmp_path_factory.mktemp("cheats") / "course", names=TRIED)


def test_there_are_many_and_no_name_twice():
    assert len(CHEATS) == sum(map(len, KINDS.values())) >= 60


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason=cheat.gains, strict=True))
        if cheat.gains
        else name
        for name, cheat in ((name, SUBMISSIONS[name]) for name in TRIED)
    ],
)
def test_a_cheat_scores_what_its_honest_part_is_worth(graded, name):
    assert graded[name] == SUBMISSIONS[name].worth
