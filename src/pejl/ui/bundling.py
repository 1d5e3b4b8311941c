"""Scripts and styles that import others, written as one file: a phone on a slow net waits for each
request. Knows the few forms of import and export that ours have, and refuses others."""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

Read = Callable[[str], str]
IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\./[^"]+)";\n', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.M)
STYLE = re.compile(r'^@import "([^"]+)";\n', re.M)
REMARK = re.compile(r"^ *//.*\n|^ */\*[\s\S]*?\*/\n", re.M)


def bundle(name: str, read: Read) -> str:
    """The file with what it imports; `read` gives a file's text by its name."""
    return bundle_style(name, read) if name.endswith(".css") else bundle_script(name, read)


def bundle_style(name: str, read: Read) -> str:
    """Styles keep their order; addresses in them must count from the same folder."""
    text = read(name)
    for target in STYLE.findall(text):
        if dirname(target):
            raise ValueError(f"{name} imports from another folder: {target}")
    return STYLE.sub(lambda found: bundle_style(resolve(name, found[1]), read), text)


def bundle_script(name: str, read: Read) -> str:
    """Each module once, in a function of its own, after those it needs."""
    modules: dict[str, str] = {}
    gather(name, read, modules, ())
    return "\n".join(modules.values())


def gather(name: str, read: Read, modules: dict[str, str], within: tuple[str, ...]) -> None:
    if name in within:
        raise ValueError(f"{name} imports itself")
    text = read(name)
    for _names, target in IMPORT.findall(text):
        needed = resolve(name, target)
        if needed not in modules:
            gather(needed, read, modules, (*within, name))
    places = {module: f"$m{at}" for at, module in enumerate([*modules, name])}
    modules[name] = wrap(name, text, places)


def wrap(name: str, text: str, places: dict[str, str]) -> str:
    exports = EXPORT.findall(text)

    def take(found: re.Match[str]) -> str:
        place = places[resolve(name, found[2])]
        return f"const {{{found[1]}}} = {place};\n" if found[1] else ""

    body = REMARK.sub("", EXPORT.sub("", IMPORT.sub(take, text)))
    if left := re.search(r"^(import|export)\b.*", body, re.M):
        raise ValueError(f"{name} has what bundling does not know: {left[0]}")
    given = ", ".join(exports)
    return f"const {places[name]} = (() => {{\n{body}return {{{given}}};\n}})();"


def resolve(name: str, target: str) -> str:
    return normpath(join(dirname(name), target))
