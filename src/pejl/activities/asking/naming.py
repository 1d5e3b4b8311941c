"""What the values in its contributions are called."""

from pejl.activities.asking.rules import Config
from pejl.activities.asking.words import say_route


def name_value(config: Config, field: str, value: str) -> str:
    if field == "to":
        return config.find(value).name
    if field == "route":
        return say_route(config, value)
    return ""
