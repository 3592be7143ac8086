"""Whether a lock file can be installed from wheels alone, asked of the package index."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from packaging.requirements import Requirement

from helpers.upkeep import wheels
from helpers.upkeep.wheels import LOCK, PYTHONS, SYSTEMS, Answer, main, resolve
from tests.paths import COURSE

NEWEST = PYTHONS[-1]
UNREACHABLE = r"(?i)failed to fetch|error sending request|dns error|client error"
INTEL_MAC = "x86_64-apple-darwin"
ENVIRONMENTS = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "macOS (arm64)": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
}


@pytest.fixture(scope="module")
def tensorflow(tmp_path_factory):
    """What is said of the package that has most to do with the system: the course's TensorFlow."""
    lock = tmp_path_factory.mktemp("lock") / "requirements.lock"
    (line,) = re.findall(r"^tensorflow==.*$", LOCK.read_text(), re.MULTILINE)
    lock.write_text(f"{line}\n")
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(lambda x: resolve(lock, x, NEWEST), [*SYSTEMS, INTEL_MAC]))
    if unreachable := [one.problem for one in found if re.search(UNREACHABLE, one.problem)]:
        pytest.skip(f"the package index cannot be reached: {unreachable[0]}")
    return {one.system: one for one in found}


def test_tensorflow_has_wheels_but_for_intel_macs_as_the_readmes_say(tensorflow):
    intel = tensorflow.pop(INTEL_MAC)
    assert tensorflow == {system: Answer(system, NEWEST, 1, "") for system in SYSTEMS}
    assert intel.packages == 0 and "tensorflow" in intel.problem
    for file in ("README.md", "helpers/upkeep/student/README.md"):
        assert "Intel Macs have no TensorFlow" in (COURSE / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_each_package_has_one_version_for_each_system(system, python):
    """Two lines of one package that hold at once would contradict each other."""
    environment = {**ENVIRONMENTS[system], "python_full_version": f"{python}.4"}
    environment |= {"python_version": python, "platform_python_implementation": "CPython"}
    lines = [line for line in LOCK.read_text().splitlines() if line and line[0] not in " #"]
    wanted = [
        one.name
        for one in map(Requirement, lines)
        if not one.marker or one.marker.evaluate(environment)
    ]
    assert len(wanted) == len(set(wanted)) > 150
    assert ("pyseccomp" in wanted) == (system == "Linux")
    assert {"tensorflow", "jupyterlab", "nbgrader", "scipy"} <= set(wanted)


def test_what_has_no_wheel_is_told_and_the_command_fails(monkeypatch, capsys):
    answers = [Answer("Linux", "3.10", 197, ""), Answer("Windows", "3.13", 0, "no wheel of x")]
    monkeypatch.setattr(wheels, "matrix", lambda: answers)
    assert main() == 1
    assert capsys.readouterr().out.splitlines() == [
        "Linux          Python 3.10  197 packages, each with a wheel",
        "Windows        Python 3.13  no wheel of x",
    ]
    monkeypatch.setattr(wheels, "matrix", lambda: answers[:1])
    assert main() == 0
