"""What the values in its contributions are called."""

from pejl.activities.prioritising.rules import Config


def name_value(config: Config, field: str, value: str) -> str:
    if field in ("given", "places"):
        return config.items[int(value)].text
    if field in ("of", "one", "other", "first", "chosen"):
        return next(one.text for one in config.items if one.id == int(value))
    return ""
