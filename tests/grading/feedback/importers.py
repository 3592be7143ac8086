"""How Canvas and Moodle read the names in an archive of feedback, after their sources.

Canvas: `infer_comment_context_from_filename` of app/models/assignment.rb (instructure/canvas-lms).
Moodle: `is_valid_filename_for_import` of mod/assign/feedback/file/importziplib.php (moodle/moodle).
"""

from collections.abc import Collection, Mapping

PLUGINS = {("assignsubmission", "file"), ("assignfeedback", "file")}


def canvas_takes(path: str, attachments: Mapping[int, Collection[int]]) -> int | None:
    """The user whom Canvas gives a file, of those who handed in attachments; None for nobody."""
    name = path.rpartition("/")[2]
    pieces = name.split("_")
    numbers = [int(piece) for piece in pieces if piece.isascii() and piece.isdigit()][:2]
    if len(numbers) < 2 or pieces[-1].startswith("link") or name.startswith("._"):
        return None
    user, attachment = numbers
    return user if attachment in attachments.get(user, ()) else None


def moodle_takes(path: str, participants: Collection[int]) -> tuple[int, str] | None:
    """The participant to whom Moodle gives a file, and what it is called; None for nobody."""
    parts = path.split("/")
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not (info[1].isascii() and info[1].isdigit()):
            continue
        if int(info[1]) in participants and (info[2], info[3]) in PLUGINS:
            return int(info[1]), "/".join([*info[4:], *parts]).lstrip("/")
    return None
