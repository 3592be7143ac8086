"""Cells of students that would run a script in a page, if the page let them."""

from __future__ import annotations

import base64

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

HARM = "document.title='harmed'"
SCRIPT = f"<script>{HARM}</script>"
EVENT = f'<img src=x onerror="{HARM}">'
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{HARM}">{SCRIPT}</svg>'


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


TEXTS = {
    "a script": SCRIPT,
    "an event": EVENT,
    "an unclosed event": f"<img src=x onerror={HARM} ",
    "a link": f"[text](javascript:{HARM})",
    "a link with a tab": f"<a href='java\tscript:{HARM}'>text</a>",
    "a page as data": f"<a href='data:text/html,{SCRIPT}'>text</a>",
    "a frame": f'<iframe srcdoc="<script>parent.{HARM}</script>"></iframe>',
    "a style": "<style>@import 'http://example.org/x.css'</style>",
    "a drawing": DRAWING,
    "a form": f"<form action='javascript:{HARM}'><input autofocus onfocus=\"{HARM}\"></form>",
    "an animation": f'<svg><animate onbegin="{HARM}" attributeName=x dur=1s></svg>',
    "mathematics": f"<math><mtext><table><mglyph><style><!--</style>{EVENT}</table></mtext></math>",
    "a title that quotes": f'<p title="</p>{EVENT}<script>">text</p>',
    "an ending": f"</div></body></html>{SCRIPT}",
    "a formula": rf"$\href{{javascript:{HARM}}}{{x}}$ $a<b{EVENT}$",
    "a base": "<base href='http://example.org/'>",
    "a refresh": f'<meta http-equiv=refresh content="0;url=javascript:{HARM}">',
}
OUTPUTS = {
    "text/html": f"<b>fine</b>{SCRIPT}{EVENT}",
    "application/javascript": HARM,
    "image/svg+xml": DRAWING,
    "text/markdown": SCRIPT + EVENT,
    "text/latex": f"$x$ {SCRIPT}{EVENT}",
    "text/plain": SCRIPT + EVENT,
    "image/png": f'{PICTURE}" onload="{HARM}',
    "image/jpeg": f'{PICTURE}" onload="{HARM}',
    "text/vnd.mermaid": f"graph TD; A[{EVENT}]",
    "application/vnd.jupyter.widget-view+json": {"model_id": f"</script>{SCRIPT}"},
    "application/pdf": _encoded(SCRIPT),
}
METADATA = {
    name: {"image/png": {name: value}}
    for name, value in {
        "width": f"1 onload={HARM}",
        "height": f"1 onload={HARM}",
        "alt": f'" onload="{HARM}',
    }.items()
} | {
    "filenames": {"filenames": {"image/png": f'x" onerror="{HARM}'}},
    "isolated": {"text/html": {"isolated": True}},
}


def texts() -> dict[str, NotebookNode]:
    return {what: new_markdown_cell(text) for what, text in TEXTS.items()}


def outputs() -> dict[str, NotebookNode]:
    return {
        kind: _showing(new_output("display_data", {kind: content}))
        for kind, content in OUTPUTS.items()
    }


def metadata() -> dict[str, NotebookNode]:
    """Pictures whose metadata become attributes."""
    data = {"image/png": PICTURE, "text/html": SCRIPT}
    shown = {
        what: {"text/html": SCRIPT} if what == "isolated" else {"image/png": data["image/png"]}
        for what in METADATA
    }
    return {
        what: _showing(new_output("display_data", shown[what], metadata=about))
        for what, about in METADATA.items()
    }


def others() -> dict[str, NotebookNode]:
    error = new_output("error", ename=SCRIPT, evalue=EVENT, traceback=[f"\x1b[31m{SCRIPT}{EVENT}"])
    printed = new_output("stream", name="stdout", text=f"\x1b[31;1m{SCRIPT}{EVENT}")
    attached = new_markdown_cell(
        "![a drawing](attachment:x.svg) ![a page](attachment:y)",
        attachments={
            "x.svg": {"image/svg+xml": _encoded(DRAWING)},
            "y": {f'text/html" onerror="{HARM}': _encoded(SCRIPT)},
        },
    )
    tagged = new_code_cell("1", metadata={"tags": [f'" onclick="{HARM}'], "magics_language": EVENT})
    return {
        "an error": _showing(error),
        "what is printed": _showing(printed),
        "an attachment": attached,
        "tags": tagged,
        "source": new_code_cell(f"# {SCRIPT}{EVENT}"),
        "a raw cell": new_raw_cell(SCRIPT + EVENT, metadata={"raw_mimetype": "text/html"}),
    }


def _showing(output: NotebookNode) -> NotebookNode:
    return new_code_cell("show()", outputs=[output])


def all_cells() -> dict[str, NotebookNode]:
    return texts() | outputs() | metadata() | others()


# Of the notebook itself.
NOTEBOOK_METADATA = {
    "title": f"</title>{SCRIPT}",
    "language_info": {
        "name": f'python"><img src=x onerror="{HARM}">',
        "pygments_lexer": f'python"><img src=x onerror="{HARM}">',
    },
    "kernelspec": {"name": "python3", "display_name": SCRIPT, "language": EVENT},
    "widgets": {
        "application/vnd.jupyter.widget-state+json": {"state": {"x": f"</script>{SCRIPT}"}}
    },
}
