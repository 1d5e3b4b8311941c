"""What the values in its contributions are called."""

from pejl.activities.dilemma.rules import STEPS, Config, read_place
from pejl.activities.dilemma.words import list_degrees, name_field


def name_value(config: Config, field: str, value: str) -> str:
    if field == "dilemma":
        found = config.dilemmas[int(value)]
        return f"{found.title} (1: {found.a}, {STEPS}: {found.b})"
    if field == "decision":
        return config.decisions[int(value)]
    if field == "chosen.value":
        return next(one.name for one in list_degrees() if one.value == int(value))
    if field == "item" and (place := read_place(value)):
        return name_field(place.about, config.dilemmas[place.dilemma].poles["ab".index(place.pole)])
    return ""
