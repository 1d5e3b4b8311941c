"""What the values in its contributions are called."""

from pejl.activities.asking.rules import Config
from pejl.activities.asking.words import name_purpose, name_time, say_route, say_stance


def name_value(config: Config, field: str, value: str) -> str:
    if field == "to":
        return config.find(value).name
    if field == "route":
        return say_route(config, value)
    words = {"purpose": name_purpose, "time": name_time, "stance": say_stance}
    return words[field](value) if field in words else ""
