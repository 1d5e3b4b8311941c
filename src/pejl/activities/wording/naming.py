"""What the values in its contributions are called."""

from pejl.activities.wording.rules import Config


def name_value(config: Config, field: str, value: str) -> str:
    if field == "item":
        return next(one.title for one in config.focus_areas if one.id == int(value))
    return ""
