"""What crosses arrives as it was, and what is no frame is refused."""

import io
import pickle
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.grading.bridge import frames, reading
from helpers.grading.bridge.frames import CannotCrossError, FrameError, Reference
from helpers.grading.bridge.reading import decode
from helpers.grading.bridge.writing import encode
from tests.grading.bridge.frames import ARRAYS, KEPT, OTHERS, PLAIN, TABLE, mutated, types_in


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_data_arrives_as_it_was(value):
    there = decode(encode(value))
    assert there == value and list(types_in(there)) == list(types_in(value))


@pytest.mark.parametrize("value", ARRAYS, ids=repr)
def test_arrays_and_their_numbers_arrive_with_shape_and_dtype(value):
    there = decode(encode(value))
    assert type(there) is type(value)
    assert there.dtype == value.dtype.newbyteorder("=") and there.shape == value.shape
    np.testing.assert_array_equal(there, value)


@pytest.mark.parametrize("value", OTHERS[:2], ids=repr)
def test_references_arrive(value):
    assert decode(encode(value)) == value


simple = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text() | st.binary()
keys = simple | st.tuples(simple, simple)
nested = st.recursive(
    simple | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(keys, inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@given(nested)
@settings(max_examples=60, deadline=None)
def test_any_plain_data_arrives_as_it_was(value):
    there = decode(encode(value))
    assert there == value and list(types_in(there)) == list(types_in(value))


class Sly(int):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __index__(self):
        return 99


class SlyText(str):
    def encode(self, *arguments, **named):
        return b"other"


class SlyArray(np.ndarray):
    def __array_ufunc__(self, *arguments, **named):
        return True


class SlyTable(dict):
    def __getitem__(self, key):
        return 42


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (Sly(3), 3),
        (SlyText("a"), "a"),
        (np.ones(2).view(SlyArray), np.ones(2)),
        (SlyTable(a=1), {"a": 1}),
        (type("Pair", (tuple,), {"__eq__": lambda self, other: True})((1, 2)), (1, 2)),
    ],
    ids=["int", "str", "array", "dict", "tuple"],
)
def test_a_subclass_arrives_as_its_base_type(value, arrives):
    there = decode(encode(value))
    assert type(there) is type(arrives)
    assert np.array_equal(there, arrives)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (object(), "object"),
        (np.array([None]), "dtype object"),
        (2 ** (8 * frames.MOST_DIGITS), "bits"),
        (list(range(frames.MOST_VALUES + 1)), "values"),
        (np.zeros(frames.MOST_BYTES + 1, "u1"), "bytes"),
    ],
    ids=["class", "objects", "long number", "many", "large"],
)
def test_what_cannot_cross_is_refused_with_the_reason(value, word):
    with pytest.raises(CannotCrossError, match=word):
        encode(value)


def test_a_list_in_itself_is_refused():
    loop: list = []
    loop.append(loop)
    with pytest.raises(CannotCrossError, match="deep"):
        encode(loop)


@pytest.mark.parametrize("frame", KEPT, ids=lambda frame: repr(frame[:12]))
def test_what_is_no_frame_is_refused(frame):
    with pytest.raises(FrameError):
        decode(frame)


def test_a_pickle_is_no_frame():
    with pytest.raises(FrameError):
        decode(pickle.dumps(io.BytesIO))


def test_mutated_frames_give_types_of_the_table_or_are_refused_in_bounded_memory(monkeypatch):
    revived = []
    revive = {Reference: lambda one: revived.append(one) or one}
    refused = read = 0
    tracemalloc.start()
    try:
        for frame in mutated(5000, seed=1):
            try:
                value = decode(frame, revive)
            except FrameError:
                refused += 1
            else:
                read += 1
                assert set(types_in(value)) <= TABLE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refused > 1000 and read > 100, "the frames are all alike"
    assert {one.kind for one in revived} <= set(frames.KINDS)
    assert peak < 32 << 20


def test_a_frame_above_the_bound_is_refused_unread(monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(FrameError, match="11 bytes"):
        decode(b"N" * 11)
