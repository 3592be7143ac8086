"""How jupyter_client starts, watches and ends a kernel in a box."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from jupyter_client.provisioning import KernelProvisionerBase

from helpers.grading.box.availability import unavailable
from helpers.grading.box.fork_server import FORK_SERVER, ForkedKernel, ForkServerError
from helpers.grading.box.policy import MB, Plan, environment, inside
from helpers.grading.box.users import give

_POLL = 0.02  # seconds


class BoxProvisioner(KernelProvisionerBase):
    """A kernel in a box of its own: forked where a fork server runs, started cold otherwise."""

    incident = ""
    folder = None  # of the box; from the first start to the last cleanup
    _box = None
    _forked = None
    _watched = None
    _submission = None

    @property
    def has_process(self) -> bool:
        return self._box is not None

    async def pre_launch(self, **arguments):
        if reason := await asyncio.to_thread(unavailable):
            raise RuntimeError(reason)
        from helpers.grading.box.folders import BoxFolder
        from helpers.grading.box.submission import copy_in

        manager = self.parent
        self._submission = Path(arguments.get("cwd") or os.getcwd()).absolute()
        if self.folder is None:  # a restarted kernel keeps its files and its sockets
            self.folder = BoxFolder.make()
            await asyncio.to_thread(copy_in, self._submission, self.folder.work)
            manager.transport = "ipc"
            manager.ip = str(self.folder.sockets / "k")
            manager.connection_file = str(self.folder.sockets / "connection.json")
            manager.write_connection_file()
            give(Path(manager.connection_file))
        self.incident = ""
        self.connection_info = manager.get_connection_info()
        command = manager.format_kernel_cmd(arguments.pop("extra_arguments", None))
        return await super().pre_launch(cmd=command, **arguments)

    async def launch_kernel(self, cmd, **arguments):
        from helpers.grading.box.watchdog import Watched, watch

        manager = self.parent
        plan = Plan(
            work=self.folder.work,
            inside=inside(self._submission),
            sockets=self.folder.sockets,
            environment=environment(arguments["env"]),
            limits=manager.limits,
            readonly=tuple(Path(path).expanduser().absolute() for path in manager.readonly),
            hidden=tuple(Path(path).expanduser().absolute() for path in manager.hidden),
        )
        try:
            await asyncio.to_thread(self._start, plan, cmd)
        except BaseException:
            await self.cleanup()
            raise
        self._watched = Watched(
            self._box.namespace, [plan.work, plan.sockets], plan.limits, self.end
        )
        watch(self._watched)
        return self.connection_info

    def _start(self, plan: Plan, command: list[str]) -> None:
        from helpers.grading.box.bubblewrap import Box

        if self.parent.warm and FORK_SERVER in os.environ:
            box = Box(plan)
            try:
                self._forked = ForkedKernel(
                    box.init,
                    command=command[command.index("-m") + 1 :],
                    environment=dict(plan.environment),
                    folder=str(plan.inside),
                    limits=plan.limits.of_one_process(),
                )
            except ForkServerError as error:
                box.close()
                self.log.warning("this kernel starts cold: %s", error)
            else:
                self._box = box
                return
        self._box = Box(plan, command)

    def end(self, incident: str) -> None:
        """End the box for a reason, in words that follow "it "; from any thread."""
        if (box := self._box) is not None:
            self.incident = self.incident or incident
            box.kill()

    async def poll(self) -> int | None:
        if self._box is None:
            return 0
        kernel = self._box if self._forked is None else self._forked
        return None if self._box.alive() and kernel.alive() else 1

    async def wait(self) -> int | None:
        while await self.poll() is None:
            await asyncio.sleep(_POLL)
        await self._close()
        return 1

    async def send_signal(self, signum: int) -> None:
        """Any signal ends the box; interrupts are sent as messages and do not come here."""
        if signum:
            await self.kill()

    async def kill(self, restart: bool = False) -> None:
        await self._close()

    async def terminate(self, restart: bool = False) -> None:
        await self._close()

    async def cleanup(self, restart: bool = False) -> None:
        await self._close()
        if not restart and self.folder is not None:
            from helpers.grading.box.submission import bring_back

            folder, self.folder = self.folder, None
            if self.parent.keep_new_files:
                bring_back(folder.work, self._submission, self.parent.limits.disk_mb * MB)
            folder.remove()

    async def _close(self) -> None:
        from helpers.grading.box.watchdog import forget

        if self._watched is not None:
            forget(self._watched)
            self._watched = None
        box, self._box = self._box, None
        forked, self._forked = self._forked, None
        if box is not None:
            box.kill()
            while box.alive():
                await asyncio.sleep(_POLL)
            box.close()
        if forked is not None:
            forked.close()
