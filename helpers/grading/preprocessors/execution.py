"""Running a submission."""

from __future__ import annotations

import filecmp
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager, NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from nbformat.v4 import new_output
from nbgrader.preprocessors import ClearHiddenTests, Execute
from traitlets import Bool, Dict, List, Unicode

from helpers.grading.examiner.cells import is_test, is_test_or_given, without_outputs

UNLUCKY = (
    "it {incident}, which is not its fault: grade it again with fewer workers, or with more memory"
)
MOST_NEW_BYTES = 64 << 20  # of files that a notebook makes


class ExecuteToTheEnd(Execute):
    """`Execute` that keeps what ran when the kernel is lost.

    `os._exit`, too much memory or a loop that ignores the interrupt ends the kernel. In nbgrader
    that submission then gets no grade at all. Here the cells before keep their outputs; this cell
    and every later one hold an error, so their tests score 0.

    Attributes
    ----------
    incident : str
        After `preprocess`: why the notebook did not run to its end, or "".
    """

    def preprocess(self, nb, resources, km=None):
        self.reached = 0
        self.incident = ""
        for cell in nb.cells:
            cell.metadata.pop("tags", None)  # "skip-execution" would leave out a test
        try:
            return super().preprocess(nb, resources, km)
        except Exception as error:
            if not self.reached or _is_of_the_machine(error):  # not the student's doing
                raise
            if getattr(self.manager, "unlucky", False):
                raise MemoryError(UNLUCKY.format(incident=self.manager.incident)) from error
            self.incident = f"stopped in cell {self.reached}: {self._reason(error)}"
            student = resources["nbgrader"]["student"]
            self.log.warning("%s: %s; what ran before is graded", student, self.incident)
            leave_out(nb.cells[self.reached - 1 :], type(error).__name__, self.incident)
            return nb, resources

    def create_kernel_manager(self):
        self.manager = super().create_kernel_manager()
        return self.manager

    def preprocess_cell(self, cell, resources, index):
        self.reached = index + 1
        return super().preprocess_cell(cell, resources, index)

    def _reason(self, error: Exception) -> str:
        if killed := getattr(self.manager, "incident", ""):  # a box says why it was ended
            return killed
        if isinstance(error, DeadKernelError):
            return "the kernel died"
        if isinstance(error, CellTimeoutError):  # nbclient waits a little for the interrupt
            return f"it ran longer than {self.timeout} s and could not be interrupted"
        return f"{type(error).__name__}: {error}"


def _is_of_the_machine(error: Exception) -> bool:
    """A full disk, for instance. A cell that takes too long raises a TimeoutError, too."""
    return isinstance(error, OSError) and not isinstance(error, TimeoutError)


class ExecuteInBox(ExecuteToTheEnd):
    """`ExecuteToTheEnd` whose kernels run in a box: no network, no files but the submission's own.

    Raises
    ------
    RuntimeError
        Where no box can be made; the message says how to get one.
    """

    boxed = Bool(True, help="False runs students' code in the open: it can do anything.").tag(
        config=True
    )
    examiner = Bool(
        True,
        help="Run the tests in a kernel of their own, which students' code never enters. False "
        "runs them where the answers run; so does `boxed` = False, without a wall between them.",
    ).tag(config=True)
    withheld = List(
        Unicode(),
        help="With the examiner: packages of the course that a student's kernel does not have.",
    ).tag(config=True)
    shown = Dict(
        help="Notebook → modules of `withheld` that it has, since cells of the notebook use them. "
        "Of a notebook that does not stand here nothing is withheld.",
    ).tag(config=True)
    made = Unicode(
        "", help="Folder within the graded one for files that a run makes or changes; '' is none."
    ).tag(config=True)

    @property
    def examined(self) -> bool:
        """Whether tests run in a kernel of their own."""
        return self.examiner and self.boxed

    def refusal(self) -> str:
        """Why it cannot run a notebook on this machine, with the remedy, or ""."""
        if not self.boxed:
            return ""
        from helpers.grading.box import unavailable

        return unavailable()

    def preprocess(self, nb, resources, km=None):
        if reason := self.refusal():
            raise RuntimeError(reason)
        from helpers.grading.box import BoxedKernelManager, GradingKernelManager

        self.kernel_manager_class = BoxedKernelManager if self.boxed else GradingKernelManager
        if self.boxed:
            _refuse_other_languages(nb)
            if not resources["nbgrader"].get("handed_in"):
                return self._without_hidden_tests(nb, resources, km)
        return super().preprocess(nb, resources, km)

    @contextmanager
    def setup_kernel(self, **arguments):
        if not self.examined:
            with super().setup_kernel(**arguments):
                yield
            return
        from helpers.grading.examiner.execution import Examiner
        from helpers.grading.examiner.withheld import course_without

        self.left = False  # whether a cell has asked the student's kernel to end
        self.km = self.create_kernel_manager()
        shown = self.shown.get(self.resources["nbgrader"].get("notebook", ""))
        if shown is not None:
            self.km.course = str(course_without(self.withheld, shown))
        self.tests = Examiner(self.km, config=self.config, log=self.log)
        # the student's kernel ends with the notebook, as if this had not made its manager before
        ready = self.tests.ready(self.nb, self.resources, self)
        with ready, super().setup_kernel(**arguments, cleanup_kc=True):
            try:
                yield
            finally:  # so that both end side by side
                self.tests.km.provisioner.end()

    def on_cell_executed(self, **told):
        super().on_cell_executed(**told)
        # exit() answers first, and the kernel ends a moment later: no test comes in between
        payload = told["execute_reply"]["content"].get("payload")
        if isinstance(payload, list) and any(map(_ends_the_kernel, payload)):
            self.left = True

    def preprocess_cell(self, cell, resources, index):
        if not self.examined or not is_test_or_given(cell):
            return super().preprocess_cell(cell, resources, index)
        self.reached = index + 1
        if is_test(cell):
            done = None if self.left else self.tests.preprocess_cell(cell, resources, index)
            if self.left or not run_sync(self.km.is_alive)():  # as if the test had run there
                raise DeadKernelError("Kernel died")
            return done
        self.tests.preprocess_cell(without_outputs(cell), resources, index)
        return super().preprocess_cell(cell, resources, index)

    def _without_hidden_tests(self, nb, resources, km):
        """Run in a copy of the folder; the notebooks in `autograded/` hold the hidden tests."""
        from helpers.grading.box.folders import folder_for_work
        from helpers.grading.box.submission import bring_back

        folder = Path(resources["metadata"]["path"]).absolute()
        with folder_for_work() as top:
            copy = top.joinpath(*folder.parts[-2:])
            shutil.copytree(folder, copy, symlinks=True)
            if self.made:
                shutil.rmtree(copy / self.made, ignore_errors=True)
                bring_back(folder / self.made, copy, MOST_NEW_BYTES)  # of the notebooks before
            notebooks = list(copy.glob("*.ipynb"))
            for path in notebooks:
                released = nbformat.read(path, as_version=4)
                released, _ = ClearHiddenTests(parent=self).preprocess(released, resources)
                path.chmod(0o600)
                nbformat.write(released, path)
            resources["metadata"]["path"] = str(copy)
            try:
                return super().preprocess(nb, resources, km)
            finally:
                resources["metadata"]["path"] = str(folder)
                if self.made:
                    _remove_unchanged(copy, folder, notebooks)
                bring_back(copy, folder / self.made, MOST_NEW_BYTES)


def _ends_the_kernel(payload: Any) -> bool:
    """Whether a part of a reply says that its kernel ends, as IPython's ``exit()`` does."""
    asked = isinstance(payload, dict) and payload.get("source") == "ask_exit"
    return asked and not payload.get("keepkernel")


def _remove_unchanged(copy: Path, folder: Path, notebooks: list[Path]) -> None:
    """Leave in a copy of a folder what the run made or changed."""
    for path in folder.rglob("*"):
        there = copy / path.relative_to(folder)
        if there in notebooks or (
            path.is_file()
            and not there.is_symlink()
            and there.is_file()
            and filecmp.cmp(path, there, shallow=False)
        ):
            there.unlink(missing_ok=True)


def _refuse_other_languages(notebook) -> None:
    """A box runs this Python, whatever the kernel is called."""
    asked = notebook.metadata.get("kernelspec", {})
    name = asked.get("name", NATIVE_KERNEL_NAME)
    try:
        language = KernelSpecManager().get_kernel_spec(name).language
    except NoSuchKernel:
        known = notebook.metadata.get("language_info", {}).get("name", "python")
        language = asked.get("language", known)
    if language.lower() != "python":
        raise NoSuchKernel(name)


def leave_out(cells, name: str, reason: str) -> None:
    """Give every code cell an error, so that no test among them earns a point."""
    for cell in cells:
        if cell.cell_type == "code":
            error = new_output("error", ename=name, evalue=reason, traceback=[f"{name}: {reason}"])
            cell.outputs.insert(0, error)  # first: nbgrader looks no further than to a result
