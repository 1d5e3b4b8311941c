"""What the code imports is what installing it brings along; what only tests need does not count."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent


def list_imported():
    """The packages that the code names, each with a file that does."""
    for path in sorted(ROOT.glob("src/pejl/**/*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((alias.name, path) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module, path


def normalise(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_each_imported_package_is_a_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {normalise(re.match(r"[\w.-]+", row)[0]) for row in project["dependencies"]}
    brought = packages_distributions()
    for module, path in list_imported():
        top = module.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "pejl":
            known = {normalise(one) for one in brought.get(top, [])}
            assert known & declared, f"{path}: {module} is not among the dependencies"
