"""A test cell takes nothing from the student's names but answers, and leaves its own name only."""

import builtins
import contextlib
import io
import symtable

import pytest

from helpers.grading.release.release import assignments
from helpers.problem_sets.ps4_mnist_cnn import given
from tests.paths import COURSE
from tests.problem_sets.honest import HABITS
from tests.problem_sets.marking import ID_CELL, STUDENT, cells, lost

SETS = assignments(COURSE)
JUNK = object()
every_set = pytest.mark.parametrize("name", SETS)


@pytest.fixture(autouse=True)
def _few_digits(monkeypatch):
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    monkeypatch.setenv("CNN_COURSE_MNIST", "scikit-learn")
    given.given_digits.cache_clear()
    given.budget_of.cache_clear()


def code_of(name):
    return {cell_id: c for cell_id, c in cells("solutions", name).items() if c.cell_type == "code"}


def kind(cell):
    about = cell.metadata.get("nbgrader", {})
    return "answer" if about.get("solution") else "test" if about.get("grade") else "given"


def bound(source):
    """The names that a cell binds in the notebook."""
    symbols = symtable.symtable(source, "cell", "exec").get_symbols()
    return {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}


def taken(source):
    """The names that a cell takes from the notebook, or from Python where it has none."""
    waiting, found = [symtable.symtable(source, "cell", "exec")], set()
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        top = table.get_type() == "module"
        found |= {
            s.get_name()
            for s in table.get_symbols()
            if s.is_referenced() and (top or s.is_global())
        }
    return found - bound(source)


def answers(name):
    """All names that the answers of a set bind."""
    sources = [cell.source for cell in code_of(name).values() if kind(cell) == "answer"]
    return set().union(*map(bound, sources))


@every_set
def test_a_test_cell_names_nothing_but_answers(name):
    allowed = answers(name)
    tests = {cell_id: c for cell_id, c in code_of(name).items() if kind(c) == "test"}
    assert tests
    foreign = {cell_id: taken(cell.source) - allowed for cell_id, cell in tests.items()}
    assert {cell_id: names for cell_id, names in foreign.items() if names} == {}


@every_set
def test_a_given_cell_names_nothing_but_the_id_and_what_it_imports_itself(name):
    """Of Python's own names it has those alone with which it prints at its end."""
    allowed = {"STUDENT_ID", "globals", "print", "zip"}
    cells = {cell_id: c for cell_id, c in code_of(name).items() if kind(c) == "given"}
    foreign = {cell_id: taken(cell.source) - allowed for cell_id, cell in cells.items()}
    assert {cell_id: names for cell_id, names in foreign.items() if names} == {}


@every_set
def test_a_test_passes_where_every_other_name_is_junk_and_leaves_all_as_it_was(name):
    names, allowed = {"__name__": "answers_of_a_student"}, answers(name)
    for cell_id, cell in code_of(name).items():
        source = f"STUDENT_ID = {STUDENT!r}" if cell_id == ID_CELL else cell.source
        code = compile(source, cell_id, "exec")
        with contextlib.redirect_stdout(io.StringIO()):
            if kind(cell) != "test":
                exec(code, names)
                continue
            before = dict.fromkeys([*dir(builtins), *names], JUNK)
            before |= {answer: names[answer] for answer in allowed & set(names)}
            before["__builtins__"] = builtins
            after = dict(before)
            exec(code, after)
        own_name = f"test_{cell_id.replace('-', '_')}"
        assert {key for key in after if after[key] is not before.get(key)} == {own_name}


def junk(name):
    """An assignment to every name that tests import, and to every builtin, that no answer needs."""
    cells = code_of(name).values()
    needed = set().union(*(taken(cell.source) for cell in cells if kind(cell) != "test"))
    imported = set()
    for cell in (cell for cell in cells if kind(cell) == "test"):
        for table in symtable.symtable(cell.source, "cell", "exec").get_children():
            imported |= {s.get_name() for s in table.get_symbols() if s.is_imported()}
    builtin = {word for word in dir(builtins) if word.islower() and not word.startswith("_")}
    spoilt = (imported | builtin) - needed - answers(name)
    assert len(spoilt) > 50 and {"list", "dict"} - needed <= spoilt
    return "\n".join(f"{word} = 'junk'" for word in sorted(spoilt))


@every_set
def test_junk_behind_every_answer_costs_nothing(name):
    spoilt = {
        cell_id: f"{cell.source}\n{junk(name)}"
        for cell_id, cell in code_of(name).items()
        if kind(cell) == "answer" and cell_id != ID_CELL
    }
    assert lost(name, spoilt) == {}


@pytest.mark.parametrize("habit", HABITS)
def test_a_name_of_their_own_costs_students_nothing(habit, monkeypatch):
    name, cell_id, line = HABITS[habit]
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    assert lost(name, {cell_id: f"{code_of(name)[cell_id].source}\n{line}"}) == {}


def test_a_builtin_of_another_meaning_costs_nothing():
    source = code_of("ps2_output_shapes")
    own_meaning = {
        "output-size": f"{source['output-size'].source}\nrange = (1, 9)",
        "backwards": f"del range\n{source['backwards'].source}",
    }
    assert lost("ps2_output_shapes", own_meaning) == {}


def test_an_answer_with_a_syntax_error_costs_its_own_points_only():
    """The later functions do not call it; the tests compare them with it where they can."""
    own_loops = {
        "slide": """
def slide(x, kernel, padding=0, stride=1):
    x, (kh, kw) = np.pad(x, padding), kernel.shape
    rows, columns = (x.shape[0] - kh) // stride + 1, (x.shape[1] - kw) // stride + 1
    places = [[(i * stride, j * stride) for j in range(columns)] for i in range(rows)]
    return np.array([[(x[i:i + kh, j:j + kw] * kernel).sum() for i, j in row] for row in places])
""",
        "layer": """
def layer(x, kernels, bias):
    maps = [sum(slide(x[:, :, c], kernels[:, :, c, f]) for c in range(x.shape[2])) + bias[f]
            for f in range(kernels.shape[3])]
    return np.stack(maps, axis=-1)
""",
    }
    broken = {"cross-correlate": "def cross_correlate(x, kernel)\n    return x"}
    assert set(lost("ps1_convolution_by_hand", own_loops | broken)) == {
        "correlate-size",
        "correlate-values",
        "correlate-flip",
    }
