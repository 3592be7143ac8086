"""Running a submission."""

from __future__ import annotations

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from traitlets import Bool


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
            if not self.reached:  # lost before the student's first cell: not the student's doing
                raise
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
        if isinstance(error, CellTimeoutError):
            return f"it ran longer than {self.timeout} s and could not be interrupted"
        return f"{type(error).__name__}: {error}"


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
        self.kernel_manager_class = AsyncKernelManager
        if self.boxed:
            from helpers.grading.box import BoxedKernelManager

            self.kernel_manager_class = BoxedKernelManager
            _refuse_other_languages(nb)
        return super().preprocess(nb, resources, km)


def _refuse_other_languages(notebook) -> None:
    """A box runs this Python, whatever the kernel is called."""
    asked = notebook.metadata.get("kernelspec", {})
    name = asked.get("name", NATIVE_KERNEL_NAME)
    try:
        language = KernelSpecManager().get_kernel_spec(name).language
    except NoSuchKernel:
        language = asked.get("language", "")
    if language.lower() != "python":
        raise NoSuchKernel(name)


def leave_out(cells, name: str, reason: str) -> None:
    """Give every code cell an error, so that no test among them earns a point."""
    for cell in cells:
        if cell.cell_type == "code":
            cell.outputs.append(
                new_output("error", ename=name, evalue=reason, traceback=[f"{name}: {reason}"])
            )
