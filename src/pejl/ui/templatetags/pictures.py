from typing import Any

from django import template

from pejl.ui.pictures.picture import Picture

register = template.Library()


@register.inclusion_tag("ui/_picture.html")
def picture(drawn: Picture | None, titled: str = "") -> dict[str, Any]:
    """A server-drawn picture with its table behind it; nothing for None. `titled` says whether
    the title stands over it ("titled") or is said elsewhere on the page."""
    return {"picture": drawn, "titled": titled}
