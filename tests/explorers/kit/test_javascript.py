"""Views are joined from their modules before they go to the browser."""

import json
import re
from base64 import b64encode

import pytest

from helpers.explorers.kit.javascript import FOLDER, es_module

# What each of the views, by name, exports as `render`.
KINDS = """
const loaded = {};
for (const [name, address] of Object.entries(views))
    loaded[name] = (await import(address)).default;
export const kinds = () => Object.fromEntries(
    Object.entries(loaded).map(([name, view]) => [name, typeof view.render]));
"""


def test_every_view_is_one_module_that_a_browser_can_load(call_source):
    views = [
        path.relative_to(FOLDER).with_suffix("").as_posix()
        for path in FOLDER.rglob("*.js")
        if "export default" in path.read_text(encoding="utf-8")
    ]
    assert {"convolution/view", "kit/accessibility"} <= set(views)
    modules = {view: es_module(view) for view in views}
    for view, module in modules.items():
        assert not re.search(r"^import\b", module, re.MULTILINE), view
    addresses = {
        view: f"data:text/javascript;base64,{b64encode(module.encode()).decode()}"
        for view, module in modules.items()
    }
    source = f"const views = {json.dumps(addresses)};" + KINDS
    assert call_source(source, ["kinds"]) == [dict.fromkeys(views, "function")]


def test_modules_are_joined_in_the_order_of_their_needs(call_source):
    files = {
        "page": 'import { twice as double, LIMIT } from "./middle.js";\n'
        "export const run = () => double(LIMIT);",
        "middle": 'import { base } from "./base.js";\n'
        "export const LIMIT = base();\nexport function twice(x) { return 2 * x; }",
        "base": "const hidden = 21;\nexport const base = () => hidden;",
    }
    assert call_source(es_module("page", read=files.__getitem__), ["run"]) == [42]


def test_modules_that_need_each_other_are_refused():
    files = {"a": 'import { b } from "./b.js";', "b": 'import { a } from "./a.js";'}
    with pytest.raises(ValueError, match="a → b → a"):
        es_module("a", read=files.__getitem__)


@pytest.mark.parametrize(
    "line",
    ['import x from "./b.js";', 'import "./b.js";', "export { a };", "export let a = 1;"],
)
def test_forms_of_import_and_export_that_cannot_be_joined_are_refused(line):
    with pytest.raises(ValueError, match=r"page.js has"):
        es_module("page", read={"page": f"const a = 1;\n{line}"}.__getitem__)


def test_a_name_that_is_not_exported_is_refused():
    files = {
        "a": 'import { ONE, TWO as two } from "./b.js";',
        "b": "export const ONE = 1,\n  TWO = 2;",
    }
    with pytest.raises(ValueError, match=r"a\.js imports TWO, which b\.js does not export"):
        es_module("a", read=files.__getitem__)
