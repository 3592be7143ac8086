"""Running a submission."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager, NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.preprocessors import ClearHiddenTests, Execute
from traitlets import Bool

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

    def _without_hidden_tests(self, nb, resources, km):
        """Run in a copy of the folder; the notebooks in `autograded/` hold the hidden tests."""
        from helpers.grading.box.folders import folder_for_work
        from helpers.grading.box.submission import bring_back

        folder = Path(resources["metadata"]["path"]).absolute()
        with folder_for_work() as top:
            copy = top.joinpath(*folder.parts[-2:])
            shutil.copytree(folder, copy, symlinks=True)
            for path in copy.glob("*.ipynb"):
                released = nbformat.read(path, as_version=4)
                released, _ = ClearHiddenTests(parent=self).preprocess(released, resources)
                path.chmod(0o600)
                nbformat.write(released, path)
            resources["metadata"]["path"] = str(copy)
            try:
                return super().preprocess(nb, resources, km)
            finally:
                resources["metadata"]["path"] = str(folder)
                bring_back(copy, folder, MOST_NEW_BYTES)


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
