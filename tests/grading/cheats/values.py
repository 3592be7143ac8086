"""Cheats by values that lie, or change."""

from tests.grading.cheats.cheat import Cheat, adding, tabled

AGREES = """
class Agrees({base}):
    def __eq__(self, other):
        return True
    def __ne__(self, other):
        return False
    def __hash__(self):
        return 0
{more}
def add(a, b):
    return Agrees({value})
"""

CHEATS: dict[str, Cheat] = {
    "equal to everything": adding(AGREES.format(base="", more="", value="")),
    "an int equal to everything": adding(AGREES.format(base="int", more="", value="a - b")),
    "a float equal to everything": adding(AGREES.format(base="float", more="", value="a - b")),
    "a string equal to everything": adding(AGREES.format(base="str", more="", value="'x'")),
    "a tuple equal to everything": adding(AGREES.format(base="tuple", more="", value="(a, b)")),
    "a dictionary equal to everything": adding(AGREES.format(base="dict", more="", value="a=b")),
    "an int that claims another value": adding(
        AGREES.format(
            base="int",
            more="    def __index__(self):\n        raise ValueError\n    __int__ = __index__",
            value="a - b",
        )
    ),
    "an object that says it is an int": adding(
        AGREES.format(base="", more="    __class__ = int", value="")
    ),
    "a metaclass that says yes": adding("""
class Yes(type):
    def __eq__(cls, other):
        return True
    def __instancecheck__(cls, other):
        return True
    def __hash__(cls):
        return 0

class Answer(metaclass=Yes):
    pass

def add(a, b):
    return Answer"""),
    "mock.ANY": adding("from unittest.mock import ANY\n\ndef add(a, b):\n    return ANY"),
    "a mock": adding("""
from unittest.mock import MagicMock
add = MagicMock()
add.return_value.__eq__ = lambda *a: True"""),
    "a comparison that is true": adding("""
class Truth:
    def __eq__(self, other):
        return self
    def __bool__(self):
        return True

def add(a, b):
    return Truth()"""),
    "a callable object": adding("""
class Add:
    def __call__(self, a, b):
        return self
    def __eq__(self, other):
        return True

add = Add()"""),
    "right the second time": adding("""
import numpy as np

class Later(np.ndarray):
    calls = 0
    def __eq__(self, other):
        Later.calls += 1
        return np.bool_(True)

def add(a, b):
    return np.asarray(a - b).view(Later)"""),
    "an array with ufuncs of its own": tabled("""
class Sly(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **named):
        return np.ones((2, 3), bool)
    def __array_function__(self, function, types, arguments, named):
        return True

table = np.zeros((2, 3)).view(Sly)"""),
    "an object with array functions": tabled("""
class Sly:
    shape, dtype, ndim = (2, 3), np.dtype(float), 2
    def __array__(self, dtype=None, copy=None):
        return np.zeros((2, 3))
    def __array_function__(self, *a, **k):
        return True
    def __array_ufunc__(self, *a, **k):
        return np.ones((2, 3), bool)
    def __eq__(self, other):
        return np.ones((2, 3), bool)

table = Sly()"""),
    "a masked array": tabled("table = np.ma.masked_all((2, 3))"),
    "an array that changes while it is read": tabled("""
class Changing:
    shape, dtype, times = (2, 3), np.dtype(float), 0
    def __array__(self, dtype=None, copy=None):
        self.times += 1
        return np.full((2, 3), self.times)

table = Changing()"""),
    "a float of its own": tabled("""
class Any(float):
    def __float__(self):
        return 0.0
    def __sub__(self, other):
        return 0.0
    __rsub__ = __sub__
    def __eq__(self, other):
        return True

table = [[Any(), Any(), Any()], [Any(), Any(), Any()]]"""),
    "an array of objects": tabled("""
class Any:
    def __sub__(self, other):
        return 0.0
    __rsub__ = __sub__
    def __eq__(self, other):
        return True
    def __abs__(self):
        return 0.0

table = np.array([[Any()] * 3] * 2, dtype=object)"""),
    "infinities": tabled("table = np.full((2, 3), np.inf)"),
    "nothing": tabled("table = np.zeros((0, 2, 3))"),
    "an exception instead of an answer": adding("""
from unittest import SkipTest

def add(a, b):
    raise SkipTest("no need")"""),
    "an exit instead of an answer": adding("def add(a, b):\n    raise SystemExit(0)"),
    "an interrupt instead of an answer": adding("def add(a, b):\n    raise KeyboardInterrupt"),
    "an error that passes for another": adding("""
class AssertionError(GeneratorExit):
    pass

def add(a, b):
    raise AssertionError(3)"""),
}
