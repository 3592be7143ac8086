"""Cheats by Python and its libraries: what the tests lean on is changed."""

from tests.grading.cheats.cheat import Cheat, adding, before_all_wrong, before_wrong

CHEATS: dict[str, Cheat] = {
    "another AssertionError": before_wrong("""
import builtins
builtins.AssertionError = type("Fine", (SystemExit,), {})"""),
    "everything is an instance": before_wrong(
        """
import builtins
builtins.isinstance = lambda *a: True
builtins.all = lambda *a: True""",
        worth=0,
    ),
    "compile without assert": before_wrong("""
import builtins, functools
builtins.compile = functools.partial(compile, optimize=2)
import IPython.core.compilerop as compilerop
compilerop.compile = builtins.compile"""),
    "numpy.testing that is content": before_all_wrong("""
import numpy.testing
numpy.testing.assert_allclose = lambda *a, **k: None
numpy.testing.assert_array_equal = lambda *a, **k: None"""),
    "NumPy that finds all equal": before_all_wrong("""
import numpy as np
np.allclose = np.array_equal = np.isclose = np.all = lambda *a, **k: True
import numpy.testing._private.utils as utils
utils.assert_array_compare = lambda *a, **k: None"""),
    "a fake module": before_all_wrong("""
import sys, types
import numpy
fake = types.ModuleType("numpy.testing")
fake.assert_allclose = lambda *a, **k: None
sys.modules["numpy.testing"] = numpy.testing = fake"""),
    "an import hook": before_all_wrong("""
import importlib.abc, importlib.machinery, sys

class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name in ("numpy.testing", "helpers.start.identity"):
            return importlib.machinery.ModuleSpec(name, self)
    def exec_module(self, module):
        module.assert_allclose = lambda *a, **k: None
        module.graded_student = lambda: ""

for name in ("numpy.testing", "helpers.start.identity"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Finder())"""),
    "an import function": before_all_wrong("""
import builtins, types
real = builtins.__import__

def fake(name, *a, **k):
    if name == "numpy":
        testing = types.SimpleNamespace(assert_allclose=lambda *a, **k: None)
        return types.SimpleNamespace(testing=testing)
    return real(name, *a, **k)

builtins.__import__ = fake"""),
    "a trace function": before_wrong("""
import sys, threading

def trace(frame, event, argument):
    if frame.f_code.co_name == "test" and event == "line":
        try:
            frame.f_lineno += 1  # past an assert
        except ValueError:
            frame.f_globals["AssertionError"] = SystemExit
    return trace

sys.settrace(trace)
threading.settrace(trace)"""),
    "a profile function": before_wrong("""
import sys
sys.setprofile(lambda frame, event, argument: frame.f_globals.update(AssertionError=KeyError))"""),
    "start-up files": before_wrong("""
import os, pathlib, site, sys
code = "import numpy.testing; numpy.testing.assert_allclose = lambda *a, **k: None"
places = [pathlib.Path.cwd(), pathlib.Path.home(), pathlib.Path(site.getusersitepackages())]
places.append(pathlib.Path.home() / ".ipython/profile_default/startup")
for place in places:
    for name in ("sitecustomize.py", "usercustomize.py", "00-first.py", "numpy.py", "keras.py"):
        try:
            place.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(code)
        except OSError:
            pass
os.environ["PYTHONSTARTUP"] = str(pathlib.Path.cwd() / "sitecustomize.py")
os.environ["PYTHONOPTIMIZE"] = "2" """),
    "functions found by gc": adding("""
import gc, types

def add(a, b):
    for one in gc.get_objects():
        if isinstance(one, types.FunctionType) and one.__name__ == "test":
            one.__code__ = (lambda: None).__code__
    return a - b"""),
    "a caller that is rewritten": adding("""
import sys

def add(a, b):
    frame = sys._getframe(1)
    frame.f_globals["test"] = lambda: None
    frame.f_globals["add"] = lambda a, b: a - b
    frame.f_builtins["AssertionError"] = KeyError
    return a - b"""),
    "expected values read from frames": adding("""
import sys

def add(a, b):
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_name == "test":
            return [c for c in frame.f_code.co_consts if isinstance(c, int)][-1]
        frame = frame.f_back
    return a - b"""),
    "expected values read from the history": adding("""
import re

def add(a, b):
    sources = " ".join(get_ipython().user_ns["In"])
    found = re.findall(rf"add\\({a}, {b}\\) == (-?[0-9]+)", sources)
    return int(found[-1]) if found else a - b"""),
    "expected values read from the notebook": adding(
        """
import pathlib, re

def add(a, b):
    text = "".join(path.read_text(errors="replace") for path in pathlib.Path("..").rglob("*.ipynb"))
    found = re.findall(rf"add\\({a}, {b}\\) == (-?[0-9]+)", text)
    return int(found[-1]) if found else a - b""",
        worth=3,
    ),
    "expected values read from memory": adding("""
import re

def add(a, b):
    pattern = re.compile(rb"add\\(" + b"%d, %d" % (a, b) + rb"\\) [=]= (-?[0-9]+)")
    for line in open("/proc/self/maps"):
        low, high = (int(end, 16) for end in line.split()[0].split("-"))
        if "rw" not in line or high - low > 1 << 26:
            continue
        with open("/proc/self/mem", "rb", 0) as memory:
            try:
                memory.seek(low)
                found = pattern.search(memory.read(high - low))
            except (OSError, ValueError):
                continue
        if found:
            return int(found[1])
    return a - b"""),
    "the caller decides": adding("""
import inspect

def add(a, b):
    names = [frame.function for frame in inspect.stack()]
    return (lambda: a - b)() if "test" not in names else type("", (), {"__eq__": lambda *a: True})()
"""),
    "the excepthook": before_wrong("""
import sys
sys.excepthook = sys.unraisablehook = lambda *a, **k: None"""),
}
