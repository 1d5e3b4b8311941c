from django import template

from pejl.documents.layout import list_number_columns
from pejl.documents.texts import clean_document
from pejl.ui.blocks import Block, Document, Figure, Table
from pejl.ui.pictures.picture import Picture

register = template.Library()


@register.filter
def cleaned(document: Document) -> Document:
    """The document as PDF and Word show it: without what cannot be shown, and levels in order."""
    return clean_document(document)


@register.filter
def kind(block: Block) -> str:
    """The block's type as the templates name it: heading, paragraph, table, ..."""
    return type(block).__name__.lower()


@register.filter
def source(figure: Figure) -> str:
    """The picture, drawn by us, for an <img>: with its letters, and without anything that runs."""
    return Picture(figure.svg, figure.title, figure.alt, (), (), figure.note).src


@register.filter
def mark_numbers(table: Table) -> list[list[tuple[str, bool, str]]]:
    """The header and then the rows; with each cell whether its column holds nothing but numbers,
    and the column's name.
    """
    numbers = list_number_columns(table)
    return [
        list(zip(row, numbers, table.header, strict=True)) for row in (table.header, *table.rows)
    ]
