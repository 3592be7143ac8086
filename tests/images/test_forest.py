import dataclasses
import zlib

import numpy as np

from helpers.images.forest import BRANCHES, LEAVES, TRUNKS, forest, recipe


def test_the_forest_has_the_size_of_the_lectures_photo():
    picture = forest(recipe())
    assert picture.shape == (440, 660, 3) and picture.dtype == np.uint8
    assert picture.shape[0] * picture.shape[1] == 290_400
    assert picture.size == 871_200 and picture.nbytes * 8 == 6_969_600


def test_the_recipe_is_all_that_is_needed():
    plan = recipe()
    assert (len(plan.trunks), len(plan.branches), LEAVES) == (TRUNKS, BRANCHES, 3000)
    assert plan.numbers == 30 * 4 + 100 * 3
    copied = dataclasses.replace(plan, trunks=plan.trunks.copy(), branches=plan.branches.copy())
    assert np.array_equal(forest(plan), forest(copied))


def test_every_trunk_and_every_branch_can_be_seen():
    plan = recipe()
    before = forest(plan)
    for trunk in range(TRUNKS):
        moved = plan.trunks.copy()
        moved[trunk, 0] = (moved[trunk, 0] + 0.3) % 1
        assert np.any(forest(dataclasses.replace(plan, trunks=moved)) != before), trunk
    for branch in range(0, BRANCHES, 9):
        turned = plan.branches.copy()
        turned[branch, 1] *= -1
        assert np.any(forest(dataclasses.replace(plan, branches=turned)) != before), branch


def test_a_forest_is_nearer_to_one_colour_than_to_noise():
    picture = forest(recipe())
    noise = np.random.default_rng(0).integers(0, 256, picture.shape, dtype=np.uint8)
    kept = [len(zlib.compress(pixels.tobytes())) / pixels.size for pixels in (picture, noise)]
    assert kept[0] < 0.2 and kept[1] > 0.99
