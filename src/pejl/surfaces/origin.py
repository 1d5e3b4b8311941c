"""Whether a form comes from a page of ours, by what browsers say of it and pages can't change."""

from django.conf import settings

OURS = ("same-origin", "none")


def is_foreign(site: str, origin: str, referer: str, host: str) -> bool:
    """By Sec-Fetch-Site, else by Origin, else by Referer. Who says none of them is not a browser
    that another site could use: those say at least one, and keep our cookies to themselves."""
    if site:
        return site not in OURS
    said = origin or referer
    if not said:
        return False
    scheme, _colon, rest = said.partition("://")
    place = rest.partition("/")[0]
    public = settings.PEJL_URL.rstrip("/")
    if public and f"{scheme}://{place}" == public:
        return False
    return place != host or scheme not in (("https",) if public.startswith("https") else HTTP)


HTTP = ("http", "https")
