"""Submissions that show what would run elsewhere."""

from __future__ import annotations

import json

from tests.grading.batch.hostile.attempts import attempt
from tests.grading.batch.hostile.submission import REST, code


@code(REST, may=("html", "javascript", "escapes", "half", "widgets", "no such type"))
def shows_programs():
    """Shows HTML, JavaScript and the terminal's own commands."""
    import sys

    from IPython import get_ipython
    from IPython.display import HTML, Javascript, display

    page = HTML("<script>fetch('/evil')</script><img src=x onerror=evil()>")
    attempt("html", lambda: display(page))
    attempt("javascript", lambda: display(Javascript("fetch('/evil')")))
    attempt("escapes", lambda: print("\x1b]0;owned\x07\x1b[2J\x1b[31mred", "\r" * 100, "\b" * 100))
    get_ipython().kernel.session.pack = lambda content: json.dumps(content, default=str).encode()
    attempt("half", lambda: display({"text/plain": "\ud800"}, raw=True))
    attempt("no such type", lambda: display({"../../x": "y", "": "z"}, raw=True))
    print("\x1b[2J owned", file=sys.stderr)


@code(REST, may=("shown",))
def fails_with_a_hostile_message():
    """Raises an error whose name and message drive the terminal and cannot be printed."""

    class Silent(Exception):
        def __str__(self):
            raise SystemExit

    attempt("shown", lambda: None)
    raise type("\x1b[2JPermissionError", (Silent, PermissionError), {})("\x1b]0;owned\x07[Errno 1]")


@code(0, REST, may=("sent",))
def sends_messages_that_are_none():
    """Sends messages with the wrong content, and one that says the kernel has ended."""
    from IPython import get_ipython

    kernel = get_ipython().kernel
    parent = kernel.get_parent("shell")

    def send(kind, content):
        kernel.session.send(kernel.iopub_socket, kind, content, parent=parent, ident=b"x")

    def all_of_them():
        send("error", {"ename": None, "evalue": 5, "traceback": "none"})
        send("display_data", {"data": 5, "metadata": [], "transient": {"display_id": "x"}})
        send("update_display_data", {"data": {}, "metadata": {}, "transient": {"display_id": "x"}})
        send("stream", {"name": "\x1b[2J", "text": 7})
        send("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {"state": 5}})
        send("status", {"execution_state": "dead"})
        send("no such type", {})

    attempt("sent", all_of_them)
