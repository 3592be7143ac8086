"""The folder that a student unpacks: what is in it, and that its README is enough."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest

from helpers.upkeep.student.__main__ import main
from helpers.upkeep.student.archive import NotForStudents, contents
from tests.paths import COURSE
from tests.upkeep.jupyterlab import jupyterlab

LECTURE = "04_layer_geometry"
SET = "ps2_output_shapes"
SCRIPT = """#!{python}
import sys
from {module} import main
sys.exit(main())
"""
CONFIGURATION = """
c = get_config()
c.ServerApp.open_browser = False
c.ServerApp.port = 0
c.ServerApp.allow_root = True
"""
RUN = """
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read({path!r}, as_version=4)
NotebookClient(notebook, resources={{"metadata": {{"path": "lectures"}}}}).execute()
nbformat.write(notebook, {path!r})
"""
IMPORT_ALL = """
import importlib, pathlib, helpers
files = pathlib.Path("helpers").rglob("*.py")
names = [".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in files]
for name in names:
    importlib.import_module(name)
print(len(names), helpers.__file__)
"""


def lines_of(section: str, readme: str) -> list[str]:
    """The commands of a part of the README on Linux."""
    (text,) = (part for part in re.split(r"^## ", readme, flags=re.M) if part.startswith(section))
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


class Student:
    """A student at her machine, with what her README tells her to do done.

    Only the packages are not fetched once more: a file in her environment points to those that are
    installed here, and pip finds each line of her lock file fulfilled.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.readme = (folder / "README.md").read_text(encoding="utf-8")
        home = folder.parent / "home"
        home.mkdir()
        (home / "jupyter_server_config.py").write_text(CONFIGURATION)
        left_out = ("MAKE", "PYTHON", "NBGRADER", "CNN_COURSE", "VIRTUAL_ENV")
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(left_out)
        } | {"JUPYTER_CONFIG_DIR": str(home), "HOME": str(home)}
        make, *others = lines_of("Set up", self.readme)
        self.run(make)
        self._point_to_what_is_installed()
        for command in others:
            self.said = self.run(command)

    def run(self, command: str) -> str:
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env=self.environment | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-3000:]}"
        return done.stdout

    def python(self, code: str) -> str:
        (self.folder.parent / "run.py").write_text(code, encoding="utf-8")
        return self.run(".venv/bin/python ../run.py")

    def _point_to_what_is_installed(self) -> None:
        (packages,) = (self.folder / ".venv" / "lib").glob("python*/site-packages")
        (packages / "installed.pth").write_text(sysconfig.get_path("purelib") + "\n")
        scripts = {"jupyter": "jupyter_core.command", "jupyter-lab": "jupyterlab.labapp"}
        for name, module in scripts.items():
            file = self.folder / ".venv" / "bin" / name
            file.write_text(SCRIPT.format(python=self.folder / ".venv/bin/python", module=module))
            file.chmod(0o755)
        (self.folder / ".venv" / "share").mkdir(exist_ok=True)
        (self.folder / ".venv" / "share" / "jupyter").symlink_to(Path(sys.prefix) / "share/jupyter")
        # What nbgrader's own wheel switches on.
        shutil.copytree(Path(sys.prefix) / "etc", self.folder / ".venv" / "etc")
        for name in (self.folder / ".venv/etc/jupyter/jupyter_server_config.d").glob("helpers*"):
            name.unlink()


@pytest.fixture(scope="module")
def student(student_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Student:
    """Her copy: she makes an environment in it, and other tests read what was in the zip."""
    folder = tmp_path_factory.mktemp("at-home") / student_folder.name
    return Student(shutil.copytree(student_folder, folder))


def test_nothing_is_in_it_that_a_student_may_not_have(student_folder):
    names = {path.relative_to(student_folder).as_posix() for path in student_folder.rglob("*")}
    top = {name.split("/")[0] for name in names}
    assert top == {
        *("LICENSE", "README.md", "assignments", "helpers", "lectures"),
        *("pyproject.toml", "requirements.lock", "requirements.txt"),
    }
    grader = {name for name in names if name.startswith("helpers/grading/")}
    modules = ("__init__", "questions", "validated", "validating")
    assert grader == {f"helpers/grading/{x}.py" for x in modules}
    upkeep = {name for name in names if name.startswith("helpers/upkeep/")}
    assert upkeep == {"helpers/upkeep/__init__.py", "helpers/upkeep/server_extensions.py"}
    assert "helpers/demo" not in names
    assert not {name for name in names if re.search(r"(^|/)(solutions?|tests?|\..*)(/|$)", name)}
    for file in (student_folder / "assignments").rglob("*.ipynb"):
        cells = nbformat.read(file, as_version=4).cells
        text = json.dumps(cells)
        assert not re.search("(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)", text), file
        answers = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]
        assert answers and not any(cell.get("outputs") for cell in answers)


def test_no_hidden_test_and_no_solution_stands_in_any_file(student_folder):
    """Whole regions between the markers of the sources, wherever they might have got to."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in student_folder.rglob("*")
        if path.suffix in {".py", ".ipynb", ".md", ".js", ".toml", ".txt"}
    )
    regions = []
    for source in (COURSE / "solutions").glob("*/*.ipynb"):
        for cell in nbformat.read(source, as_version=4).cells:
            regions += re.findall(
                r"### BEGIN (?:HIDDEN TESTS|SOLUTION|MARK SCHEME)\n(.*?)\n *### END",
                cell.source,
                re.S,
            )
    long = [json.dumps(region)[1:-1] for region in regions if len(region) > 60]
    assert len(long) > 50
    in_notebooks = text.replace('\\n",\n    "', "\\n")
    assert [region for region in long if region in in_notebooks or region in text] == []


def test_every_link_of_its_texts_leads_to_something_in_it(student_folder):
    texts = {path: path.read_text(encoding="utf-8") for path in student_folder.rglob("*.md")}
    for path in student_folder.rglob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        texts[path] = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    links = [
        (path, link)
        for path, text in texts.items()
        for link in re.findall(r"\]\(([^)#\s]+)", text)
        if "://" not in link and not link.startswith("attachment:")
    ]
    assert len(links) > 20
    assert [(path, link) for path, link in links if not (path.parent / link).exists()] == []


def test_every_helper_can_be_imported_and_it_is_the_students_own(student):
    count, place = student.python(IMPORT_ALL).splitlines()[-1].split(maxsplit=1)
    assert int(count) > 200
    assert Path(place) == student.folder / "helpers" / "__init__.py"


def test_a_lecture_runs(student):
    path = f"lectures/{LECTURE}.ipynb"
    student.python(RUN.format(path=path))
    cells = nbformat.read(student.folder / path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert (
        len(
            [
                one
                for one in outputs
                if "application/vnd.jupyter.widget-view+json" in one.get("data", {})
            ]
        )
        > 3
    )
    assert not [one for one in outputs if one.output_type == "error"]


def test_jupyterlab_opens_and_validates_an_assignment(student):
    path = student.folder / "assignments" / SET / f"{SET}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    solution = nbformat.read(COURSE / "solutions" / SET / f"{SET}.ipynb", as_version=4)
    answers = {
        cell.id: cell.source
        for cell in solution.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    (command, *_) = lines_of("Open it", student.readme)
    with jupyterlab(command, student.folder, student.environment) as lab:
        assert lab.first_page() == "/course"
        read = lab.session.get(f"{lab.address}/course", timeout=60).text
        assert "Not begun: 7 answers to write." in read
        (link,) = re.findall(rf'href="([^"]+{SET}[.]ipynb)"', read)
        assert lab.session.get(f"{lab.address}{link}", timeout=60).ok

        def validate() -> dict:
            answer = lab.session.post(
                f"{lab.address}/assignments/validate",
                json={"path": path.relative_to(student.folder).as_posix()},
                timeout=120,
            )
            assert answer.ok and answer.json()["success"], answer.text
            return answer.json()["value"]

        (told,) = validate()["failed"]
        first, *others = told["raw_error"].splitlines()
        assert re.fullmatch(r"0 of \d+ points that tests give here\.", first), told["raw_error"]
        assert len(others) >= 5
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        nbformat.write(notebook, path)
        assert "failed" not in validate()
        read = lab.session.get(f"{lab.address}/course", timeout=60).text
        assert re.search(r"7 of 7 answers written\. Validate on .*: (\d+) of \1 points", read)


def test_a_solution_in_an_assignment_is_refused_and_no_zip_is_left(tmp_path, capsys, monkeypatch):
    course = tmp_path / "course"
    for name in ("lectures", f"solutions/{SET}", "helpers"):
        shutil.copytree(COURSE / name, course / name)
    shutil.copytree(COURSE / "solutions" / SET, course / "assignments" / SET)
    with pytest.raises(NotForStudents, match=f"{SET}: cell"):
        contents(course)
    monkeypatch.setattr("helpers.upkeep.student.__main__.COURSE", course)
    assert main(["--output", str(tmp_path / "new.zip")]) == 1
    assert not (tmp_path / "new.zip").exists()
    assert "The zip was not made: an assignment shows too much" in capsys.readouterr().err
    shutil.rmtree(course / "solutions" / SET)
    with pytest.raises(NotForStudents, match="take the folder away"):
        contents(course)
    shutil.rmtree(course / "assignments")
    with pytest.raises(NotForStudents, match="make release"):
        contents(course)
