"""`python -m helpers.grading export`: a short form of nbgrader's own command."""

from __future__ import annotations

import argparse

from nbgrader.apps.exportapp import ExportApp

from helpers.grading.exporting.plugins import ExportToCanvas, ExportToMoodle

PLUGINS = {"canvas": ExportToCanvas, "moodle": ExportToMoodle}
PACKAGE = "helpers.grading.exporting.plugins"


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of the grader."""
    exporting = commands.add_parser(
        "export", help="fill grades into the table that Canvas or Moodle gave"
    )
    exporting.add_argument("platform", choices=PLUGINS)
    exporting.add_argument("assignment")
    exporting.add_argument(
        "--sheet",
        required=True,
        metavar="FILE",
        help="Canvas' export of the gradebook, or Moodle's grading worksheet of the assignment",
    )
    exporting.add_argument(
        "--column", default="", help="title of the assignment's column; told where it is needed"
    )
    exporting.add_argument(
        "--to", default="", metavar="FILE", help="by default ASSIGNMENT-PLATFORM.csv"
    )
    exporting.add_argument(
        "--incomplete",
        action="store_true",
        help="points so far as grades, and 0 where nothing was handed in",
    )
    exporting.add_argument(
        "--scale", action="store_true", help="convert points where Moodle's maximum is another"
    )
    exporting.set_defaults(run=export)


def export(chosen: argparse.Namespace) -> int:
    """Run nbgrader's command with the plugin of a platform."""
    plugin = PLUGINS[chosen.platform].__name__
    options = {
        "log-level": "WARN",  # else it says which plugin it uses
        "ExportApp.plugin_class": f"{PACKAGE}.{plugin}",
        "ExportPlugin.assignment": chosen.assignment,
        "ExportPlugin.to": chosen.to,
        f"{plugin}.sheet": chosen.sheet,
        f"{plugin}.column": chosen.column,
        f"{plugin}.incomplete": str(chosen.incomplete),
        f"{plugin}.scale": str(chosen.scale),
    }
    ExportApp.launch_instance([f"--{name}={value}" for name, value in options.items() if value])
    return 0
