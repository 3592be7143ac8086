"""What tests of kernels in a box share."""

from __future__ import annotations

import json

import pytest

from helpers.grading.box import BoxedKernelManager
from helpers.grading.box.watchdog import by_namespace

both = pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])


def value(result, cell=-1):
    """What a cell printed as JSON."""
    assert not result.errors, result.errors
    return json.loads(result.texts[cell])


def tried(*statements):
    """A cell that prints, for each statement, the name of the error that it raised, or "fine"."""
    return f"""
import json
said = []
for statement in {statements!r}:
    try:
        exec(statement)
        said.append("fine")
    except Exception as error:
        said.append(type(error).__name__)
print(json.dumps(said))
"""


async def started(submission, **options):
    kernel = BoxedKernelManager(**options)
    await kernel.start_kernel(cwd=str(submission))
    client = kernel.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    return kernel, client


def processes_of(kernel):
    namespace = kernel.provisioner._box.namespace
    return by_namespace([namespace])[namespace]
