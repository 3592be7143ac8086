"""Running a submission."""

from __future__ import annotations

from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute


class ExecuteToTheEnd(Execute):
    """`Execute` that keeps what ran when the kernel dies.

    `os._exit` or too much memory in one cell ends the kernel. In nbgrader that submission then gets
    no grade at all. Here the cells before keep their outputs; this cell and every later one hold an
    error, so their tests score 0.
    """

    def preprocess(self, nb, resources, km=None):
        self.reached = 0
        try:
            return super().preprocess(nb, resources, km)
        except DeadKernelError as error:
            if not self.reached:  # it died before the student's first cell: not the student's doing
                raise
            student = resources["nbgrader"]["student"]
            self.log.warning(
                "%s: the kernel died in cell %d; what ran before is graded", student, self.reached
            )
            for cell in nb.cells[self.reached - 1 :]:
                if cell.cell_type == "code":
                    cell.outputs.append(
                        new_output(
                            "error",
                            ename=type(error).__name__,
                            evalue=f"the kernel died in cell {self.reached} of the notebook",
                            traceback=[f"The kernel died in cell {self.reached} of the notebook."],
                        )
                    )
            return nb, resources

    def preprocess_cell(self, cell, resources, index):
        self.reached = index + 1
        return super().preprocess_cell(cell, resources, index)
