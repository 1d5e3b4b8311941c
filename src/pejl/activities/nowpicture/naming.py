"""What the values in its contributions are called."""

from pejl.activities.nowpicture.rules import Config
from pejl.activities.nowpicture.views import name_side


def name_value(config: Config, field: str, value: str) -> str:
    if field == "item":
        return name_side(value.split("-")[0])
    return ""
