"""The mutated solutions of all sets in one form: a mistake in words → answer cell → its code."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from tests.problem_sets.honest import PS1, PS2, PS3, PS4, PS5, Answers


def mutated(name: str) -> Mapping[str, Answers]:
    """The mutated solutions of a set, without those that hang on who the student is.

    Parameters
    ----------
    name
        The problem set.
    """

    def part(of: str, names: str) -> Mapping[str, tuple]:
        return getattr(import_module(f"tests.problem_sets.{name}.{of}"), names)

    tables = {
        PS1: [("mistakes", "MUTATIONS")],
        PS2: [("test_mutations", "OTHERS")],
        PS3: [("mistakes_layers", "OF_LAYERS"), ("mistakes_networks", "OF_NETWORKS")],
        PS4: [("mistakes", "MISTAKES")],
        PS5: [("mistakes", "MISTAKES")],
    }
    found = {}
    for table in tables[name]:
        entries = part(*table)
        by_question = entries.values() if name == PS5 else [entries]
        found |= {mistake: entry[0] for some in by_question for mistake, entry in some.items()}
    if name == PS2:
        function = part("test_mutations", "function")
        for mistake, (formula, *_) in part("test_mutations", "SIZE").items():
            found[mistake] = {"output-size": function("output_size", formula)}
    return found
