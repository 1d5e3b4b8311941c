"""The chain as plain values, for its picture and its outline."""

from pejl.people.models import Organisation
from pejl.ui.pictures.chain import ChainPerson


def list_chain(organisation: Organisation) -> tuple[list[ChainPerson], list[str], list[str]]:
    """People, levels from the top and areas in their order. A leader who has left leads nobody."""
    levels = list(organisation.levels.all())
    areas = list(organisation.areas.all())
    level_at = {level.id: index for index, level in enumerate(levels)}
    area_at = {area.id: index for index, area in enumerate(areas)}
    rows = list(organisation.participants.filter(active=True).select_related("unit"))
    present = {row.id for row in rows}
    people = [
        ChainPerson(
            id=str(row.id),
            name=row.name,
            title=row.title,
            level=level_at[row.level_id],
            area=area_at.get(row.area_id) if row.area_id else None,
            unit=row.unit.name if row.unit else "",
            leader_id=str(row.reports_to_id) if row.reports_to_id in present else None,
        )
        for row in rows
    ]
    return people, [level.name for level in levels], [area.name for area in areas]
