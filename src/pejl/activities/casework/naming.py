"""What the values in its contributions are called."""

from pejl.activities.casework.rules import Config, read_place
from pejl.activities.casework.words import name_place
from pejl.people.case_words import name_step


def name_value(config: Config, field: str, value: str) -> str:
    if field == "item":
        return name_place(config, *read_place(value))
    if field == "number":
        return name_step(int(value))
    return ""
