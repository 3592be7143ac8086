"""What a download holds for each student, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from helpers.grading.batch.folders import LARGEST_FILES, Read
from helpers.grading.batch.handed_in import plain_name
from helpers.grading.batch.saving import collides
from helpers.grading.collecting.names import Named, below_one_folder, named
from helpers.grading.collecting.owners import Owners, Unknown


@dataclass
class Received:
    """What a download holds of one student.

    Attributes
    ----------
    name
        What the platform calls her.
    files
        Path in her folder → place in the download, of the latest attempt.
    late
        Whether the platform marked it as late.
    order
        Attempt and attachment of what came last; (0, 0) where the platform does not say.
    notes
        What an instructor should look at, one sentence each.
    """

    name: str
    files: dict[str, str] = field(default_factory=dict)
    late: bool = False
    order: tuple[int, int] = (0, 0)
    notes: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """A download, sorted.

    Attributes
    ----------
    received
        Student → what came of her.
    of_nobody
        Place in the download → why nobody gets it.
    unknown
        The names that fit no student.
    """

    received: dict[str, Received] = field(default_factory=dict)
    of_nobody: dict[str, str] = field(default_factory=dict)
    unknown: list[Named] = field(default_factory=list)


def planned(places: Collection[str], owners: Owners, assignment: str) -> Plan:
    """Sort the files of a download by student; of two with one name the later counts.

    Parameters
    ----------
    places
        The paths in the download.
    owners
        Who is who.
    assignment
        What was handed in.
    """
    plan = Plan()
    top = below_one_folder(list(places))
    found: dict[str, list[tuple[Named, str]]] = {}
    for place in sorted(places):
        said = named(place.removeprefix(top), assignment)
        if not said.name:
            plan.of_nobody[place] = (
                "lies in no student's folder, and its name is none that Canvas or Moodle gives; "
                "put it into a folder with the student's id"
            )
            continue
        try:
            found.setdefault(owners.owner(said), []).append((said, place))
        except Unknown as error:
            plan.of_nobody[place] = f"{said.name!r} {error}"
            plan.unknown.append(said)
    for student, files in found.items():
        senders = {(said.name, said.user) for said, _ in files}
        if len(senders) == 1:
            plan.received[student] = _received(files)
            continue
        all_names = " and ".join(sorted({repr(said.name) for said, _ in files}))
        for _, place in files:
            plan.of_nobody[place] = f"{all_names} are both {student!r} on the roster; keep one"
    return plan


def _received(files: list[tuple[Named, str]]) -> Received:
    received = Received(files[0][0].name, order=max(said.order for said, _ in files))
    latest: dict[str, tuple[Named, str]] = {}
    for said, place in sorted(files, key=lambda one: one[0].order):
        key = plain_name(said.file) if said.platform == "Canvas" else said.file
        if before := latest.get(key):
            received.notes.append(f"{place} is later than {before[1]}, which was left out")
        latest[key] = said, place
    for said, place in latest.values():
        if collides(said.file, received.files):
            received.notes.append(f"{place} was left out: there is a folder of that name")
        else:
            received.files[said.file] = place
    if any(said.late for said, _ in latest.values()):
        received.late = True
        received.notes.append("late, as the platform has it")
    return received


def contents(received: Received, files: Mapping[str, Read], plan: Plan) -> dict[str, bytes]:
    """Path in the student's folder → content; what cannot be read is listed in the plan."""
    found = {}
    for name, place in received.files.items():
        try:
            found[name] = files[place](LARGEST_FILES)
        except ValueError as error:
            plan.of_nobody[place] = f"{error}; hand it in anew or put it into place by hand"
    return found
