"""What the values in its contributions are called."""

from pejl.activities.needs.rules import Config


def name_value(config: Config, field: str, value: str) -> str:
    if field == "about":
        known = {f"f{one.id}": one.title for one in config.focus_areas}
        return (known | {f"m{one.id}": one.text for one in config.material})[value]
    return ""
