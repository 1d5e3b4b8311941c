"""Scripts and styles as one file mean what they meant apart."""

import pytest

from pejl.ui.bundling import bundle

FILES = {
    "a/page.js": '// Of note.\nimport { add } from "./sum.js";\nimport "./side.js";\nadd(1);\n',
    "a/sum.js": 'import { one } from "./one.js";\nexport function add(n) {\n  return n + one;\n}\n',
    "a/side.js": 'import { one } from "./one.js";\nwindow.side = one;\n',
    "a/one.js": "export const one = 1;\n",
    "a/round.js": 'import { b } from "./back.js";\n',
    "a/back.js": 'import "./round.js";\nexport const b = 1;\n',
    "a/odd.js": "export default 1;\n",
    "a/all.css": '@import "base.css";\np { color: red; }\n',
    "a/base.css": "html { margin: 0; }\n",
    "a/far.css": '@import "../b/base.css";\n',
}


def test_each_module_stands_once_after_what_it_needs():
    text = bundle("a/page.js", FILES.__getitem__)
    assert "import " not in text
    assert "export " not in text
    assert "Of note" not in text
    order = [text.index(part) for part in ("const one = 1", "return n + one", "side =", "add(1)")]
    assert order == sorted(order)
    assert text.count("const one = 1") == 1


def test_styles_stand_in_their_order():
    assert bundle("a/all.css", FILES.__getitem__) == "html { margin: 0; }\np { color: red; }\n"


@pytest.mark.parametrize("name", ["a/round.js", "a/odd.js", "a/far.css"])
def test_what_it_cannot_do_it_refuses(name):
    with pytest.raises(ValueError, match=name.rsplit(".", 1)[1]):
        bundle(name, FILES.__getitem__)
