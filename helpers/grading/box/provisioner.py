"""How jupyter_client starts, watches and ends a kernel in a box."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning import KernelProvisionerBase

from helpers.grading.box.availability import unavailable
from helpers.grading.box.fork_server import FORK_SERVER, ForkedKernel, ForkServerError
from helpers.grading.box.launching import BRIDGE_OPTION
from helpers.grading.box.policy import MB, SOCKETS, Plan, environment, inside
from helpers.grading.box.users import give

if TYPE_CHECKING:
    import psutil

    from helpers.grading.box.bubblewrap import Box
    from helpers.grading.box.folders import BoxFolder
    from helpers.grading.box.relay import Relay
    from helpers.grading.box.watchdog import Watched

_FIRST_POLL, _POLL = 0.001, 0.02  # seconds
# The kernel itself leaves out what is shown beyond the limit. As much again is for what it says of
# the cells that come after; only who goes round it sends more.
_ALLOWANCE = 2
_SOCKET, _FILE = "k", "connection.json"


class BoxProvisioner(KernelProvisionerBase):
    """A kernel in a box of its own: forked where a fork server runs, started cold otherwise."""

    parent: Any  # the kernel manager
    incident = ""
    unlucky = False
    folder: BoxFolder | None = None  # of the box; from the first start to the last cleanup
    _box: Box | None = None
    _forked: ForkedKernel | None = None
    _relay: Relay | None = None
    _watched: Watched | None = None
    _submission: Path = Path()

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
        folder = self.folder
        if folder is None:  # a restarted kernel keeps its files
            folder = self.folder = BoxFolder.make()
            await self._complete(copy_in, self._submission, folder.work, folder.user)
            manager.transport = "ipc"
            manager.ip = str(folder.relay / _SOCKET)
            manager.connection_file = str(folder.relay / _FILE)
            manager.write_connection_file()
            self._write_connection_file(folder)
        self.incident, self.unlucky = "", False
        self.connection_info = manager.get_connection_info()
        command = manager.format_kernel_cmd(arguments.pop("extra_arguments", None))
        ours, theirs = os.path.realpath(manager.connection_file), str(SOCKETS / _FILE)
        command = [theirs if argument == ours else argument for argument in command]
        return await super().pre_launch(cmd=command, **arguments)

    def _write_connection_file(self, folder: BoxFolder) -> None:
        """The kernel's own: as the grader's, but with the sockets in the box."""
        information = json.loads(Path(self.parent.connection_file).read_text())
        path = folder.sockets / _FILE
        path.write_text(json.dumps(information | {"ip": str(SOCKETS / _SOCKET)}))
        give(path, folder.user)

    async def launch_kernel(self, cmd, **arguments):
        from helpers.grading.box.relay import Relay
        from helpers.grading.box.watchdog import Watched, watch

        manager, folder = self.parent, self.folder
        assert folder is not None, "pre_launch makes it"
        plan = Plan(
            work=folder.work,
            user=folder.user,
            inside=inside(self._submission),
            sockets=folder.sockets,
            environment=environment(arguments["env"]),
            limits=manager.limits,
            readonly=tuple(Path(path).expanduser().absolute() for path in manager.readonly),
            hidden=tuple(Path(path).expanduser().absolute() for path in manager.hidden),
            course=Path(manager.course) if manager.course else None,
        )
        await self._complete(self._start, plan, cmd)
        assert self._box is not None, "_start makes it, or raises"
        most = _ALLOWANCE * plan.limits.output_mb
        self._relay = Relay(
            {
                folder.relay / name: folder.sockets / name
                for name in (f"{_SOCKET}-{port}" for port in manager.ports)
            },
            most * MB,
            lambda: self.end(f"sent more than {most} MB to the grader"),
        )
        self._watched = Watched(
            self._box.namespace, [plan.work, plan.sockets], plan.limits, self.end
        )
        watch(self._watched)
        return self.connection_info

    async def _complete(self, function, *arguments) -> None:
        """Run a step of the start in a thread; leave nothing behind if it fails or is given up."""
        step = asyncio.create_task(asyncio.to_thread(function, *arguments))
        try:
            await asyncio.shield(step)
        except BaseException:
            await asyncio.wait([step])  # half a box could not be ended
            await self.cleanup()
            raise

    def _start(self, plan: Plan, command: list[str]) -> None:
        from helpers.grading.box.bubblewrap import Box

        bridge = self.parent.bridge
        if self.parent.warm and FORK_SERVER in os.environ:
            box = Box(plan)
            try:
                self._forked = ForkedKernel(
                    box.init,
                    bridge,
                    of_tests=self.parent.of_tests,
                    user=plan.user,
                    arguments=command[command.index("-f") :],
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
        if bridge is None:
            self._box = Box(plan, command)
        else:
            option = BRIDGE_OPTION.format(bridge.fileno())
            self._box = Box(plan, [*command, option], [bridge.fileno()])

    def processes(self) -> list[psutil.Process]:
        """All that run in the box."""
        from helpers.grading.box.watchdog import by_namespace

        if (box := self._box) is None:
            return []
        return by_namespace([box.namespace])[box.namespace]

    def end(self, incident: str = "", *, unlucky: bool = False) -> None:
        """End all that runs in the box for a reason, in words that follow "it "; from any thread.

        Parameters
        ----------
        incident
            The reason; "" where its time is simply over.
        unlucky
            Whether it is none of its own.
        """
        if (box := self._box) is not None:
            if not self.incident:
                self.incident, self.unlucky = incident, unlucky
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
        if self._relay is not None:
            self._relay.close()
            self._relay = None
        box, self._box = self._box, None
        forked, self._forked = self._forked, None
        if box is not None:
            box.kill()
            patience = 2.0  # seconds in which other kernels of this loop go on
            pause = _FIRST_POLL
            while box.alive() and patience > 0:
                await asyncio.sleep(pause)
                patience -= pause
                pause = min(_POLL, 2 * pause)
            box.close()
        if forked is not None:
            forked.close()
