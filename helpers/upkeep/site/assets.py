"""What all pages load: one script, one style sheet, fonts. npm's packages are joined by esbuild."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import anywidget
from fontTools import subset

PROJECT = Path(__file__).parents[3]
WEB = Path(__file__).with_name("web")
MODULES = PROJECT / "node_modules"
ANYWIDGET = Path(anywidget.__file__).parent / "nbextension" / "index.js"
# Package → what is enough of it. Half of all scripts would be what no page uses.
INSTEAD = {
    "sanitize-html": "no_html.js",
    "jquery": "one_element.js",
    "@lumino/widgets": "panels.js",
}
LUMINO = MODULES / "@lumino" / "widgets"
# Of this font the explorers' formulas use a few letters, and brackets that grow.
MATHEMATICS = MODULES / "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,+−·=()⌊⌋⌈⌉…"
ITALICS = "".join(map(chr, range(0x1D434, 0x1D468))) + "ℎ"


def make_assets(folder: Path) -> None:
    """Write scripts, the style sheet and the fonts that it loads into a folder.

    Raises
    ------
    RuntimeError
        If Node.js or a package is missing, or a file cannot be joined; the message has the remedy.
    """
    if not MATHEMATICS.exists():
        raise RuntimeError("npm's packages are missing: run npm ci in the project's folder")
    bundler = MODULES / ".bin" / "esbuild"
    run(
        str(bundler),
        *(str(WEB / name) for name in ("page.js", "page.css", "theme.js")),
        "--bundle",
        "--minify",
        "--format=iife",
        "--log-level=error",
        "--target=es2022",
        "--loader:.woff2=file",
        "--loader:.woff=empty",
        "--loader:.ttf=empty",
        "--external:./mathematics.woff",
        f"--alias:anywidget-module={ANYWIDGET}",
        f"--alias:lumino-widgets={LUMINO}",
        *(f"--alias:{package}={WEB / name}" for package, name in INSTEAD.items()),
        f"--outdir={folder}",
    )
    _write_mathematics(folder / "mathematics.woff")


def _write_mathematics(file: Path) -> None:
    options = subset.Options(flavor="woff", layout_features=["*"])
    font = subset.load_font(str(MATHEMATICS), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS + ITALICS)
    subsetter.subset(font)
    subset.save_font(font, str(file), options)


def run_node(script: Path, sent: str) -> str:
    """What a script for Node.js prints, given a text on stdin."""
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("Node.js is missing: apt install nodejs, or https://nodejs.org")
    return run(node, str(script), sent=sent)


def run(*command: str, sent: str = "") -> str:
    """What a program prints; where it fails, an error has what it said."""
    done = subprocess.run(command, input=sent, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout
