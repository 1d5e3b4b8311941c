"""Markdown from an owner as HTML for all to see: no HTML of their own, no pictures, and links only
to the web and to mail."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

OPTIONS = {"html": False, "maxNesting": 12}
NOT_TAKEN = ["image", "html_block", "html_inline"]
LEADS = ("https://", "http://", "mailto:")
LOWEST = 4


class Careful(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - theirs
        return url.lower().startswith(LEADS)


def draw_markdown(text: str) -> SafeString:
    # A parser compiles its rules on first use, which two threads must not do to the same one.
    parser = Careful("commonmark", OPTIONS).disable(NOT_TAKEN)
    tokens = parser.parse(text)
    above = 1
    for token in tokens:
        if token.type == "heading_open":
            above = min(int(token.tag[1]) + 1, LOWEST, above + 1)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{above}"
        for part in token.children or ():
            if part.type == "link_open":
                part.attrSet("rel", "nofollow noopener noreferrer")
    drawn = str(parser.renderer.render(tokens, parser.options, {}))
    return mark_safe(drawn)  # noqa: S308
