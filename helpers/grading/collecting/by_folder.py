"""Collecting what a learning platform gives: whose a file is, for `nbgrader zip_collect`."""

from __future__ import annotations

from pathlib import Path, PurePath

from nbgrader.plugins import FileNameCollectorPlugin

NAMED = 5  # files that a message names


class CollectByFolder(FileNameCollectorPlugin):
    """A file belongs to the student whose folder, or whose archive, it came in.

    nbgrader's own plugin finds the student by a regular expression, without which it skips every
    file and ends well; and it takes notebooks only. Where ``named_regexp`` is set, this is
    nbgrader's own plugin.
    """

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        if self.named_regexp:
            return super().collect(submitted_file)
        extracted = self._extracted()
        strays = sorted(path.name for path in extracted.iterdir() if path.is_file())
        if strays:
            self.parent.fail(
                "Files in no student's folder: %s. Put each into "
                "downloaded/<assignment>/archive/<student>/ or set "
                "c.FileNameCollectorPlugin.named_regexp, which finds the student in the name of a "
                "file; then run again with --force",
                ", ".join(strays[:NAMED]) + (", ..." if len(strays) > NAMED else ""),
            )
        student, *rest = Path(submitted_file).relative_to(_class_of(extracted)).parts
        return {"student_id": student, "file_id": str(PurePath(*rest))}

    def _extracted(self) -> Path:
        """The folder that all archives were unpacked into."""
        app = self.parent
        structure = app.collect_directory_structure.format(
            downloaded=app.downloaded_directory,
            assignment_id=app.coursedir.assignment_id,
            collect_step=app.extracted_directory,
        )
        return Path(app.coursedir.root, structure)


def _class_of(extracted: Path) -> Path:
    """The folder of the students' folders: what an archive of the whole class became, or all."""
    places = list(extracted.iterdir())
    if len(places) > 1 or any(places[0].glob("*.ipynb")):
        return extracted
    students = [path for path in places[0].iterdir() if path.is_dir()]
    return places[0] if len(students) > 1 else extracted
