"""What an organisation has already of that which a day brings along."""

import hashlib
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from pejl.interchange.zips import Unsound
from pejl.people.case_pictures import PictureFault, open_picture
from pejl.people.models import DevelopmentAgreement

if TYPE_CHECKING:
    from pejl.interchange.day_in import Arriving

BY_NAME = {"levels": "name", "areas": "name", "units": "name", "people": "email"}
WITH_AGREEMENT = {
    "focus_areas": "agreement",
    "signs": "focus_area",
    "indicators": "focus_area",
    "readings": "indicator",
}


def find_held(table: str, row: Any, arriving: "Arriving") -> Model | None:
    """The row that is this one here; None where it has to be made."""
    if name := BY_NAME.get(table):
        known = type(row)._default_manager.filter(organisation=arriving.organisation)
        found: Model | None = known.filter(**{name: getattr(row, name)}).first()
        return found
    if table == "agreements":
        return find_agreement(row, arriving)
    if link := WITH_AGREEMENT.get(table):
        return find_under(table, row, getattr(row, link))
    if table == "pictures":
        check_picture(row)
        known = type(row)._default_manager.filter(organisation=arriving.organisation)
        picture: Model | None = known.filter(key=row.key).first()
        return picture
    return None


def find_agreement(row: DevelopmentAgreement, arriving: "Arriving") -> DevelopmentAgreement | None:
    """One of the same title, with the same focus areas."""
    lines = sorted(arriving.file.lines["focus_areas"], key=lambda line: str(line.get("number")))
    wanted = [(line.get("number"), line.get("title"), line.get("goal")) for line in lines]
    for one in DevelopmentAgreement.objects.filter(
        organisation=arriving.organisation, title=row.title
    ):
        areas = one.focus_areas.values_list("number", "title", "goal")
        if sorted(areas, key=lambda area: str(area[0])) == wanted:
            return one
    return None


def find_under(table: str, row: Any, parent: Model) -> Model | None:
    """What an agreement that was here before has; what is new goes under it too."""
    if parent.pk is None:
        return None
    known = type(row)._default_manager.filter(**{WITH_AGREEMENT[table]: parent})
    same = {"focus_areas": "number", "signs": "text", "indicators": "text", "readings": "on"}[table]
    found: Model | None = known.filter(**{same: getattr(row, same)}).first()
    return found


def check_picture(row: Any) -> None:
    """It is a JPEG of that size, and its key is its hash."""
    try:
        picture = open_picture(row.data)
    except PictureFault as fault:
        raise Unsound("“%(part)s” is no picture.", part=f"pictures/{row.key}.jpg") from fault
    sound = hashlib.sha256(row.data).hexdigest() == row.key
    if not sound or row.data[:2] != b"\xff\xd8" or picture.size != (row.width, row.height):
        raise Unsound("“%(part)s” is no picture.", part=f"pictures/{row.key}.jpg")
