"""A PDF as a screen reader takes it: the text of its tags, in the order of the tags."""

import re
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary

LETTER = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def read_aloud(pdf):
    """What is said, and nothing that only the margins and the pictures show."""
    marked = {page.objgen: dict(gather_marked(page)) for page in pdf.pages}

    def read(node, page):
        if isinstance(node, int):
            yield "".join(marked[page.objgen].get(node, []))
        elif isinstance(node, Array):
            for child in node:
                yield from read(child, page)
        elif isinstance(node, Dictionary):
            page = node.get("/Pg", page)
            yield from read(node.get("/MCID", node.get("/K")), page)

    return list(read(pdf.Root.StructTreeRoot.K, None))


def gather_marked(page):
    """The text of each marked part of a page, by its number."""
    found, inside, font = {}, [None], None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                inside.append(None)
            case "BDC":
                named = operands[1].get("/MCID") if isinstance(operands[1], Dictionary) else None
                aside = str(operands[0]) == "/Artifact"
                inside.append(None if aside else inside[-1] if named is None else int(named))
            case "EMC":
                inside.pop()
            case "Tf":
                font = page.Resources.Font[str(operands[0])]
            case "Tj" | "TJ":
                found.setdefault(inside[-1], []).extend(read_letters(font, operands[0]))
    return found


def read_letters(font, shown):
    letters = read_map(bytes(font.ToUnicode.read_bytes()))
    for one in shown if isinstance(shown, Array) else [shown]:
        if isinstance(one, pikepdf.String):
            codes = bytes(one)
            yield from (letters[codes[at : at + 2]] for at in range(0, len(codes), 2))


@cache
def read_map(cmap):
    assert b"beginbfrange" not in cmap
    parts = re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(said.decode()).decode("utf-16-be")
        for part in parts
        for code, said in LETTER.findall(part)
    }
