import subprocess
import sys
from pathlib import Path

import pytest

from helpers.upkeep import prerequisites
from helpers.upkeep.prerequisites import PROGRAMS, Program, version_problem
from tests.paths import COURSE


@pytest.mark.parametrize("version", [(3, 10), (3, 11), (3, 12), (3, 13)])
def test_supported_versions_are_fine(version):
    assert version_problem(version) is None


@pytest.mark.parametrize("version", [(3, 9), (3, 14)])
def test_another_version_is_named_together_with_the_remedy(version):
    problem = version_problem(version)
    assert f"Python {version[0]}.{version[1]} does not fit" in problem and "PYTHON=" in problem


def test_the_versions_agree_with_those_of_the_package():
    text = (COURSE / "pyproject.toml").read_text()
    (oldest, newest) = prerequisites.OLDEST, prerequisites.NEWEST
    assert f'requires-python = ">={oldest[0]}.{oldest[1]},<{newest[0]}.{newest[1] + 1}"' in text


def test_a_program_is_found_by_any_of_its_names():
    python = Path(sys.executable)
    assert Program(("no-such-program", str(python)), "", "", "").path() == str(python)
    assert Program(("no-such-program",), "", "", "").path() is None


def test_without_root_the_missing_programs_are_named_with_how_to_get_them(monkeypatch, capsys):
    monkeypatch.setattr(Program, "path", lambda self: None)
    monkeypatch.setattr(prerequisites, "install_on_debian", lambda programs: False)
    assert prerequisites.main() == 0
    printed = capsys.readouterr().out
    for program in PROGRAMS:
        assert program.debian in printed and program.elsewhere in printed


def test_it_runs_before_anything_is_installed():
    """With -S there is no site-packages, as on a fresh machine."""
    script = (
        "import runpy, shutil; shutil.which = lambda *a, **k: '/bin/true'; "
        f"runpy.run_path({prerequisites.__file__!r})"
    )
    subprocess.run([sys.executable, "-S", "-c", script], check=True, timeout=60)
