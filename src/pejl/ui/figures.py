"""From a drawn picture to a block of a document."""

from pejl.ui.blocks import Figure, Table
from pejl.ui.pictures.picture import Picture


def to_figure(picture: Picture) -> Figure:
    """The picture with the table behind it."""
    table = Table(picture.title, picture.header, picture.rows) if picture.rows else None
    return Figure(picture.title, picture.svg, picture.alt, table, picture.note)
