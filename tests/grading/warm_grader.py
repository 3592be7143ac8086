"""Commands of the grader that need not start from nothing.

A command spends two seconds of processor time on imports, and a run of `autograde` five more on a
worker and on the process that kernels are forked from. Here all of that is there: a command is
forked from a process that has its modules (`multiprocessing`'s fork server), and its notebooks run
on workers that are shared. How a run starts and ends its own workers is looked at where
`tests.grading.course.Course` is told to start a command anew: with variables or a number of workers
of its own, or in a test that ends one of its processes.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from helpers.demo.commands import MODULES, in_its_place
from tests.grading.cluster import Cluster

KERNELS = 2  # side by side
PRELOAD = ("numpy",)  # what the small course's notebooks import
SECONDS = 600  # for one command


class WarmGrader:
    """Processes that commands of the grader are forked from, and that run their notebooks.

    Parameters
    ----------
    folder
        For the folders of the workers and what commands print.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([*MODULES, "tests.grading.warm_grader"])
        self._cluster = Cluster(folder / "cluster")
        self._cluster.start("scheduler", "--host=127.0.0.1", "--port=0")
        self._cluster.start("worker", f"--nthreads={KERNELS}", "--host=127.0.0.1")
        self._prepared = False

    def run(
        self, module: str, *arguments: str, folder: Path, variables: Mapping[str, str]
    ) -> tuple[int, str]:
        """Run a module as ``python -m`` does, in a folder, with these variables.

        Returns
        -------
        tuple
            Its status, and what it printed: first on stdout, then on stderr.
        """
        if not self._prepared:
            self._prepared = True
            status, said = self._fork(
                _warm_kernels, (self._cluster.address(),), self.folder, os.environ
            )
            assert status == 0, said
        request = (module, arguments, self._cluster.address())
        return self._fork(_run_module, request, folder, variables)

    def _fork(self, function, arguments: tuple, folder: Path, variables) -> tuple[int, str]:
        printed = [self.folder / name for name in ("stdout.txt", "stderr.txt")]
        process = self._context.Process(
            target=_printing_to, args=(printed, function, arguments, folder, dict(variables))
        )
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
        said = "".join(path.read_text(encoding="utf-8") for path in printed)
        return process.exitcode, said

    def stop(self) -> None:
        self._cluster.stop()


def _printing_to(printed, function, arguments, folder, variables) -> None:
    """Call a function in a folder, with these variables and with files to print to."""
    for descriptor, path in enumerate(printed, start=1):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, descriptor)
        os.close(file)
    in_its_place(function, arguments, folder, variables)


def _run_module(module: str, arguments: Sequence[str], scheduler: str) -> None:
    from helpers.grading.batch import grade_class

    own = grade_class.connected
    grade_class.connected = lambda *asked, **more: _shared(scheduler, own, *asked, **more)
    sys.modules.pop(f"{module}.__main__", None)  # runpy warns of a module that is there already
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


@contextmanager
def _shared(
    address, own, workers=None, scheduler="", *, preload=None, withheld=(), kernels_of_one=1
) -> Iterator:
    """The shared workers, where a run asks for none of another kind."""
    from dask import config
    from distributed import Client

    from helpers.grading.batch.workers import LOCAL

    other = workers not in (None, KERNELS) or preload != list(PRELOAD) or kernels_of_one != 1
    if scheduler or other:
        more = {"preload": preload, "withheld": withheld, "kernels_of_one": kernels_of_one}
        with own(workers, scheduler, **more) as client:
            yield client
    else:
        with config.set(LOCAL), Client(address, set_as_default=False) as client:
            yield client


def _warm_kernels(address: str) -> None:
    """Give the shared workers what each run would give its own."""
    from distributed import Client

    from helpers.grading.batch.workers import START_SECONDS, RemoteWorker

    with Client(address, set_as_default=False) as client:
        client.register_plugin(RemoteWorker(PRELOAD))
        client.wait_for_workers(1, timeout=START_SECONDS)
