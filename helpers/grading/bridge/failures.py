"""Exceptions that cross: a built-in type and a message."""

from __future__ import annotations

TYPES = {
    cls.__name__: cls
    for cls in (
        *(ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, Exception),
        *(FileExistsError, FileNotFoundError, FloatingPointError, ImportError, IndexError),
        *(IsADirectoryError, KeyError, LookupError, MemoryError, ModuleNotFoundError, NameError),
        *(NotADirectoryError, NotImplementedError, OSError, OverflowError, PermissionError),
        *(RecursionError, ReferenceError, RuntimeError, StopIteration, SyntaxError, SystemError),
        *(TimeoutError, TypeError, UnboundLocalError, ValueError, ZeroDivisionError),
    )
}
MOST_CHARACTERS = 4000


def described(error: BaseException) -> tuple[str, str]:
    """The nearest built-in type of an exception, by name, and its message."""
    name = next((cls.__name__ for cls in type(error).__mro__ if cls.__name__ in TYPES), "")
    message = error.args[0] if isinstance(error, KeyError) and error.args else error
    try:
        text = str(message)
    except Exception as worse:  # a student's own exception may be unable to say what it is
        text = f"its message cannot be read: {type(worse).__name__}"
    if not name:  # SystemExit, for instance, which is no Exception
        name, text = "RuntimeError", f"{type(error).__name__}: {text}"
    elif type(error).__name__ != name:
        text = f"{type(error).__name__}: {text}"
    return name, text[:MOST_CHARACTERS]


def raised(name: str, message: str) -> Exception:
    """The exception to raise at the tests' end; a name that is not in the table is no type."""
    return TYPES.get(name, RuntimeError)(message[:MOST_CHARACTERS])
