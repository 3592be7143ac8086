"""Execute notebooks and save them with their outputs, ready to be committed.

    python -m helpers.upkeep.notebooks lectures/*.ipynb

Widget state and times are not saved. A cell that fails or writes to stderr leaves its notebook on
disk as it was.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from tqdm import tqdm
from traitlets.config import Config


def complaints(notebook: nbformat.NotebookNode) -> list[str]:
    """What in the outputs must not be published: one line for each error or stderr output."""
    found = []
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                found.append(f"cell {index} ({cell.id}): {output.ename}: {output.evalue}")
            elif output.get("name") == "stderr" or output.get("text", "").startswith("WARNING"):
                found.append(f"cell {index} ({cell.id}) warns: {output.text.strip()[:200]}")
    return found


def execute(path: Path, timeout: int = 1800) -> list[str]:
    """Run one notebook in its own folder and save it; return what kept it from being saved.

    Parameters
    ----------
    path
        The notebook; it is replaced in one step, or not at all.
    timeout
        Seconds that one cell may take.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
        # Without this the kernel warns that it talks over TCP unencrypted.
        config=Config(KernelManager={"transport_encryption": "auto"}),
    )
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    with tqdm(total=len(code), desc=path.name, unit="cell") as bar:
        client.on_cell_complete = lambda cell, cell_index: bar.update()
        try:
            client.execute()
        except CellExecutionError as error:
            return [str(error)]
    notebook.metadata.language_info = {"name": "python"}
    found = complaints(notebook)
    if not found:
        draft = path.with_suffix(".ipynb.tmp")
        nbformat.write(notebook, draft)
        os.replace(draft, path)
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    failed = False
    for path in parser.parse_args(arguments).notebooks:
        for complaint in execute(path):
            failed = True
            print(f"{path} was not saved: {complaint}", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
