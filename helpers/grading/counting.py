"""How many there are, in words."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """A number with its noun, such as "1 student" and "3 students"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
