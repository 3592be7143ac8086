"""Cheats by IPython and by the kernel: who runs the cells can run other ones."""

from tests.grading.cheats.cheat import Cheat, adding, before_all_wrong, before_wrong

CHEATS: dict[str, Cheat] = {
    "an input transformer": before_wrong("""
get_ipython().input_transformers_cleanup.append(
    lambda lines: [line for line in lines if "assert " not in line]
)"""),
    "an input transformer that empties cells": before_all_wrong("""
get_ipython().input_transformers_post.append(lambda lines: ["pass\\n"])"""),
    "an AST transformer": before_wrong("""
import ast

class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

get_ipython().ast_transformers.append(Drop())"""),
    "a hook on run_cell": before_wrong("""
shell = get_ipython()
run = type(shell).run_cell
type(shell).run_cell = lambda self, code, *a, **k: run(self, code.replace("assert", "#"), *a, **k)
"""),
    "a hook on run_cell_async": before_wrong("""
shell = get_ipython()
run = type(shell).run_cell_async
type(shell).run_cell_async = lambda self, code, *a, **k: run(
    self, code.replace("assert ", "True or "), *a,
    **{**k, "transformed_cell": k.get("transformed_cell", code).replace("assert ", "True or ")},
)"""),
    "a hook on run_code": before_wrong(
        """
async def nothing(*arguments, **named):
    return False

get_ipython().run_code = nothing""",
        worth=0,
    ),
    "no traceback": before_wrong("""
get_ipython().showtraceback = lambda *a, **k: None"""),
    "no traceback further down": before_wrong("""
get_ipython()._showtraceback = lambda *a, **k: None
get_ipython().showsyntaxerror = lambda *a, **k: None"""),
    "a custom exception handler": before_wrong("""
get_ipython().set_custom_exc((AssertionError, NameError), lambda *a, **k: None)"""),
    "a kernel that says ok": before_wrong("""
kernel = get_ipython().kernel
execute = type(kernel).do_execute

async def do_execute(self, code, *a, **k):
    reply = await execute(self, code.replace("assert ", "True or "), *a, **k)
    return {**reply, "status": "ok"}

type(kernel).do_execute = do_execute"""),
    "an event before each cell": before_wrong("""
def prepare(info):
    info.raw_cell = "pass"
    get_ipython().user_ns["add"] = lambda a, b: {(1, 2): 3}.get((a, b))
    import builtins
    builtins.AssertionError = KeyError

get_ipython().events.register("pre_run_cell", prepare)"""),
    "a display hook that gives points": adding("""
def add(a, b):
    get_ipython().displayhook(100)
    return a - b"""),
    "a result sent by hand": adding("""
def add(a, b):
    kernel = get_ipython().kernel
    kernel.session.send(
        kernel.iopub_socket, "execute_result",
        {"data": {"text/plain": "2"}, "metadata": {}, "execution_count": 1},
        parent=kernel.get_parent("shell"),
    )
    return a - b"""),
    "a display publisher that drops errors": before_wrong("""
kernel = get_ipython().kernel
send = type(kernel.session).send

def quiet(self, stream, kind, *a, **k):
    name = kind if isinstance(kind, str) else kind["header"]["msg_type"]
    return None if name == "error" else send(self, stream, kind, *a, **k)

type(kernel.session).send = quiet
get_ipython().display_pub.publish = lambda *a, **k: None"""),
    "a reply sent before the error": adding("""
def add(a, b):
    kernel = get_ipython().kernel
    parent = kernel.get_parent("shell")
    done = {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
    kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent=parent)
    kernel.session.send(kernel.shell_stream, "execute_reply", done, parent=parent,
                        ident=getattr(kernel, "_parent_ident", None))
    return a - b"""),
    "a comm that answers for the kernel": before_wrong("""
from comm import create_comm

comm = create_comm(target_name="nbgrader", data={"score": 9})
comm.send({"status": "ok", "score": 9})"""),
    "a score that is printed": before_wrong("""
print("9.0")
display(9)
from IPython.display import JSON
display(JSON({"score": 9, "max_score": 9}))"""),
    "a score that the function prints": adding("""
def add(a, b):
    print("1.0 / 1.0 points: all tests passed")
    display(2)
    return a - b"""),
    "names that are what is asked for": before_wrong(
        """
class Names(dict):
    def __missing__(self, name):
        return 3

get_ipython().user_ns = Names(get_ipython().user_ns)""",
        worth=0,
    ),
    "quit in a call": adding(
        """
def add(a, b):
    get_ipython().ask_exit()
    return a - b""",
        worth=0,
    ),
}
