"""Cheats by threads, sockets, the bridge, files, metadata and names of others."""

from nbformat.v4 import new_code_cell

from tests.grading.cheats.cheat import RIGHT, WRONG, Cheat, before_all_wrong, before_wrong
from tests.grading.course import nbgrader_metadata

BRIDGE = """
import os, socket, struct
def bridges():
    descriptor = getattr(get_ipython().kernel.parent, "bridge", -1)
    return [] if descriptor < 0 else [socket.socket(fileno=os.dup(descriptor))]
"""


def loud_metadata(notebook):
    for cell in notebook.cells:
        if "points" in cell.metadata.nbgrader:
            cell.metadata.nbgrader["points"] = 100
        cell.metadata["tags"] = ["skip-execution", "raises-exception"]


def own_tests(notebook):
    for number, cell in enumerate(list(notebook.cells)):
        if cell.metadata.nbgrader["grade"]:
            flags = {"grade": True, "locked": True, "points": 9}
            own = new_code_cell("9.0", metadata=nbgrader_metadata(f"own-{number}", **flags))
            notebook.cells.append(own)


def emptied_tests(notebook):
    for cell in notebook.cells:
        if cell.metadata.nbgrader["grade"]:
            cell.source = "9.0"
            cell.metadata.nbgrader["locked"] = False


def copied_tests(notebook):
    for cell in list(notebook.cells):
        if cell.metadata.nbgrader["grade"]:
            notebook.cells.append(new_code_cell("9.0", metadata=cell.metadata))


def deleted_tests(notebook):
    notebook.cells = [cell for cell in notebook.cells if not cell.metadata.nbgrader["grade"]]


def a_cell_said_to_be_given(notebook):
    text = "import builtins, numpy.testing\nnumpy.testing.assert_allclose = lambda *a, **k: None\n"
    own = new_code_cell(
        f"{text}add = type('', (int,), {{'__eq__': lambda *a: True}})",
        metadata=nbgrader_metadata("given-too", locked=True),
    )
    notebook.cells.insert(1, own)


CHEATS: dict[str, Cheat] = {
    "a thread that rewrites the answer": before_wrong("""
import threading, time
class Agrees:
    def __eq__(self, other):
        return True
def rewrite(names):
    while True:
        names["add"] = lambda a, b: Agrees()
        time.sleep(0.001)
threading.Thread(target=rewrite, args=[globals()], daemon=True).start()"""),
    "a thread that rewrites NumPy": before_all_wrong("""
import threading, time
import numpy.testing
def rewrite():
    while True:
        numpy.testing.assert_allclose = lambda *a, **k: None
        time.sleep(0.001)
threading.Thread(target=rewrite, daemon=True).start()"""),
    "a thread that hunts tests": before_wrong("""
import gc, threading, time, types
def hunt():
    while True:
        for one in gc.get_objects():
            if isinstance(one, types.FunctionType) and one.__name__ == "test":
                one.__code__ = (lambda: None).__code__
        time.sleep(0.2)
threading.Thread(target=hunt, daemon=True).start()"""),
    "another process that connects to the kernel": before_wrong("""
import glob, json
from jupyter_client import BlockingKernelClient
for path in glob.glob("/tmp/**/connection.json", recursive=True) + glob.glob("/run/**/*.json"):
    client = BlockingKernelClient(connection_file=path)
    client.load_connection_file()
    client.start_channels()
    client.execute("import builtins; builtins.AssertionError = SystemExit")"""),
    "frames forged by hand": Cheat(
        {
            "add": BRIDGE
            + """
def add(a, b):
    for one in bridges():
        for number in range(1, 40):
            value = b"t" + struct.pack("<I", 3) + b"s" + struct.pack("<I", 5) + b"value"
            value += b"T" + b"l" + struct.pack("<I", 0)
            frame = struct.pack("<Q", number) + value
            one.send(struct.pack("<I", len(frame)) + frame, socket.MSG_DONTWAIT)
    return a - b"""
        },
        worth=0,
    ),
    "frames of noise": Cheat(
        {
            "add": BRIDGE
            + """
def add(a, b):
    for one in bridges():
        one.send(os.urandom(4096), socket.MSG_DONTWAIT)
    return a - b"""
        },
        worth=0,
    ),
    "a pickle on the bridge": Cheat(
        {
            "add": BRIDGE
            + """
import pickle
class Run:
    def __reduce__(self):
        return exec, ("import builtins; builtins.AssertionError = SystemExit",)
def add(a, b):
    content = pickle.dumps(Run())
    for one in bridges():
        one.send(struct.pack("<I", len(content)) + content, socket.MSG_DONTWAIT)
    return a - b"""
        },
        worth=0,
    ),
    "a closed bridge": Cheat(
        {
            "add": BRIDGE
            + """
def add(a, b):
    for one in bridges():
        one.shutdown(socket.SHUT_RDWR)
    return a - b"""
        },
        worth=0,
    ),
    "another end of the bridge": before_wrong("""
from helpers.grading.bridge import students_end
class Agrees:
    def __eq__(self, other):
        return True
students_end.StudentsEnd._call = lambda self, *a: ("value", Agrees(), [])
students_end.StudentsEnd._described = lambda self, value: True"""),
    "a reference to what is not there": before_wrong("""
from helpers.grading.bridge import students_end
from helpers.grading.bridge.frames import Reference
forged = Reference(0, "object", "Agrees", "int")
students_end.StudentsEnd._call = lambda self, *a: ("value", forged, [])"""),
    "changes to what was not given": before_wrong("""
from helpers.grading.bridge import students_end
students_end.StudentsEnd._call = lambda self, *a: (
    "value", -1, [(0, 5), ("self", 1), ("__class__", int), (99, True)]
)"""),
    "another encoder": before_wrong(
        """
import pickle
from helpers.grading.bridge import students_end
students_end.encode = lambda value, describe=None: pickle.dumps(value)""",
        worth=0,
    ),
    "changed metadata": Cheat(edit=loud_metadata),
    "tests of one's own": Cheat(edit=own_tests),
    "emptied tests": Cheat(edit=emptied_tests),
    "copied tests": Cheat(edit=copied_tests),
    "deleted tests": Cheat(edit=deleted_tests),
    "a cell that says it is given": Cheat(edit=a_cell_said_to_be_given),
    "another folder": Cheat(
        {
            "whose": """
import os
os.makedirs("/tmp/x/cheated", exist_ok=True)
os.chdir("/tmp/x/cheated")
get_ipython().starting_dir = "/tmp/x/cheated"
from helpers.start import identity
identity.graded_student.cache_clear()
whose = 7"""
        }
    ),
    "another identity": Cheat(
        {
            "whose": """
import os
os.environ["NBGRADER_EXECUTION"] = "validate"
os.environ["JUPYTERHUB_USER"] = "x"
from helpers.start import identity
identity.graded_student = lambda: "x"
whose = 7"""
        }
    ),
    "the rest left out": Cheat({"add": f"{WRONG['add']}\n{RIGHT['table']}", "table": "pass"}),
    "an answer that never ends": Cheat(
        {
            "add": """
def add(a, b):
    while True:
        pass"""
        }
    ),
    "an end of the process": Cheat(
        {
            "add": """
import os
def add(a, b):
    os._exit(0)"""
        },
        worth=0,
    ),
}
